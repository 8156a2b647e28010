-- Two versions of a block are recovered: only the newest is the block's. It is written past
-- the log after both are written back; then the older must not be found either.
-- Claims: C1 I9
device{order=4, segments=8}
write(0, "4k", "A")
flush()
write(0, "4k", "B")
flush()
cut "now"
assert(dm.field(dm.status(), "nr_dirty") == 1, "two copies of one block are dirty")
dm.message("wb", "drop_caches")
dm.message("wb", "write_around_mode 1")
write(0, "4k", "C")
expect(0, "4k", "C")
