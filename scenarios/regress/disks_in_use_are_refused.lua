-- dm opens disks for itself, not for one of its devices: a second table on a cache, or on
-- a backing device, that is in use would corrupt both. It is refused, nothing is written,
-- and the first device goes on. Two targets of one table are refused, too. A reload on the
-- same disks is no second device.
-- Claims: C1 C2 C11
disk("ssd", "4M") disk("hdd", "8M") disk("ssd2", "4M") disk("hdd2", "8M")
device{order=4, segments=4}
write(0, "4k", "A")
flush()
local written = nr_ios("ssd", "write")
expect_error("EBUSY", device, {name="shared", hdd="hdd2", order=4, segments=4})
assert(log_contains("the cache device 8:0 is in use by 253:0"))
expect_error("EBUSY", device, {name="twice", ssd="ssd2", order=4, segments=4})
assert(log_contains("the backing device 8:16 is in use by 253:0"))
local table = "8192 writeboost /dev/hdd2 /dev/ssd2"
expect_error("EINVAL", dm.create, "both", "0 " .. table .. "\n8192 " .. table)
assert(log_contains("writeboost must appear alone in table"))
dm.suspend()
expect_error("EBUSY", device, {name="sleeper", hdd="hdd2", order=4, segments=4})
dm.resume()
assert(nr_ios("ssd", "write") == written and nr_ios("hdd2", "write") == 0)
dm.load("wb", dm.table())
dm.suspend()
dm.resume()
expect(0, "4k", "A")
cut("now", {model="none"})
expect(0, "4k", "A")
