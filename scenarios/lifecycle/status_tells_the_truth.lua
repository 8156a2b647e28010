-- The status counts what has happened, no more and no less.
-- Claims: C14
device{order=5, segments=8}
local function field(name) return dm.field(dm.status(), name) end
write(0, "4k", "A")
write("8k", "4k", "B")
write("8k", "512", "C")
assert(field("cursor") == 2 and field("current_id") == 1 and field("nr_dirty") == 2)
flush()
assert(field("current_id") == 2 and field("nr_dirty") == 2)
dm.message("wb", "drop_caches")
assert(field("nr_dirty") == 0)
