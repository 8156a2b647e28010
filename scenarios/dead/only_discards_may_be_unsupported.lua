-- A disk may refuse discards, which are hints. One that says the same of a read has an errno
-- that nobody expects: whoever asked for the data is told so, and the log asks for a report.
-- The device lives.
-- Claims: C8
write(0, "4k", "A")
fault("hdd", {op="read", errno="EOPNOTSUPP"})
expect_error("EOPNOTSUPP", read, "64k", "4k")
fault_clear("hdd")
assert(log_count("please report") == 1, "no report was asked for")
assert(not dm.field(dm.status(), "dead"), "dead of an unknown errno")
expect("64k", "4k", zero)
expect(0, "4k", "A")
