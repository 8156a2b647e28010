-- A segment, right in every other way, lies in a slot where its id cannot be: somebody has
-- made the cache device larger or smaller. Nothing in it can be trusted.
-- Claims: C11 I1
disk("ssd", 1048576 + 4 * 16384)
disk("hdd", "1M")
device{order=5}
local table = dm.table()
shutdown()
local body = string.pack("<I8Bxxxxxxx", 8, 255)
body = body .. string.rep("\0", 3584 - #body) .. string.rep("x", 4096)
poke("ssd", 1048576, string.pack("<I8I4B", 2, crc32c(body), 1))
poke("ssd", 1048576 + 512, body)
expect_error("EINVAL", dm.create, "wb", table)
assert(log_contains("segment header: id 2 in slot 0"), "the field is not named")
assert(nr_ios("ssd", "write") == 0 and nr_ios("hdd", "write") == 0)
finish{readback=false}
