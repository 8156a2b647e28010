-- A block that the read cache has just kept is written to, in RAM still: that is a write
-- like any other.
-- Claims: C1 C2
device{order=5, segments=8, read_cache_threshold=8}
read(0, "8k")
write(0, "4k", "A")
flush()
cut "now"
expect(0, "4k", "A")
