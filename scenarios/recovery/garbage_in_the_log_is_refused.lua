-- A segment header that no power cut could leave, for its id does not belong there: the
-- device is not activated, and says why; not a byte is changed.
-- Claims: C11 I1
device{order=4, segments=8}
local table = dm.table()
write(0, "4k", "A")
shutdown()
local noise = ""
for i = 1, 512 do noise = noise .. string.char(math.random(1, 255)) end
for slot = 0, 7 do poke("ssd", 1048576 + 8192 * slot, noise) end
expect_error("EINVAL", dm.create, "wb", table)
assert(log_contains("segment header: "), "the message does not name the field")
assert(nr_ios("ssd", "write") == 0 and nr_ios("hdd", "write") == 0)
finish{readback=false}
