-- A cache whose superblock was zeroed is formatted: nothing of the old log comes back,
-- not even at the next activation.
-- Claims: C6 C11
device{order=4, segments=8}
local table = dm.table()
for i = 0, 3 do write(4096 * i, "4k", "A") end
shutdown()
poke("ssd", 0, string.rep("\0", 512))
dm.create("wb", table)
dm.remove()
dm.create("wb", table)
assert(dm.field(dm.status(), "nr_dirty") == 0, "the old log is back")
finish{readback=false}
