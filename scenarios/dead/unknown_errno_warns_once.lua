-- An errno that nobody expects is the user's, if the request was passed on: the device
-- lives, and asks once for a report, however often it happens.
-- Claims: C8
write(0, "4k", "A")
fault("hdd", {op="read", errno="ENOSPC"})
for i = 1, 5 do
	expect_error("ENOSPC", read, "64k", "4k")
end
fault_clear("hdd")
assert(log_count("please report") == 1, "once was asked for")
assert(not dm.field(dm.status(), "dead"), "dead of somebody else's errno")
expect("64k", "4k", zero)
expect(0, "4k", "A")
