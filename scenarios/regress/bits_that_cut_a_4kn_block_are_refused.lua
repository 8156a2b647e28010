-- Dirty bits that cut a logical block of the backing device are refused by recovery, and
-- not written back misaligned.
-- Claims: C11
disk("hdd", "1M", {block=4096})
device{order=4, segments=8, size="1M"}
fua(0, "4k", "A")
local line = dm.table()
shutdown()
local segment = 2048 * 512
local body = peek("ssd", segment + 512, 8192 - 512)
body = body:sub(1, 8) .. "\1" .. body:sub(10)
poke("ssd", segment + 8, string.pack("<I4", crc32c(body)))
poke("ssd", segment + 512, body)
expect_error("EINVAL", dm.create, "wb", line)
assert(log_contains("dirty bits that cut a block"))
finish{readback=false, remove=false}
