-- A block of the read cache is overwritten past the log: neither writeback nor recovery
-- takes the old copy for something that was written.
-- Claims: C1 C2 C4
device{order=5, segments=8, read_cache_threshold=8}
read(0, "8k")
write("64k", "4k", "A")
flush()
dm.message("wb", "write_around_mode 1")
write(0, "8k", "B")
flush()
label "bypassed"
dm.message("wb", "drop_caches")
expect(0, "8k", "B")
cut "anywhere after bypassed"
expect(0, "8k", "B")
