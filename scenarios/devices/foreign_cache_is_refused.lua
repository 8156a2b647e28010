-- Two devices, and somebody exchanges their caches. Each superblock knows how large its
-- backing device was, so both are refused, and not a byte changes. Put right, they hold all.
-- Claims: C2 C11
disk("ssd", "4M") disk("hdd", "8M") disk("ssd2", "4M") disk("hdd2", "12M")
device{order=4, segments=4}
device{name="other", ssd="ssd2", hdd="hdd2", order=4, segments=4}
local tables = {wb=dm.table(), other=dm.table("other")}
write(0, "4k", "A")
flush()
write(0, "4k", "B", {dev="other"})
flush{dev="other"}
cut("now", {model="none"})
exchange("ssd", "ssd2")
local before = peek("ssd", 0, "64k")
for name, line in pairs(tables) do
	expect_error("EINVAL", dm.create, name, line)
	assert(log_contains("backing device had"))
end
assert(nr_ios("ssd", "write") + nr_ios("ssd2", "write") == 0)
assert(nr_ios("hdd", "write") + nr_ios("hdd2", "write") == 0)
assert(peek("ssd", 0, "64k") == before)
shutdown()
exchange("ssd", "ssd2")
expect(0, "4k", "A")
expect(0, "4k", "B", {dev="other"})
