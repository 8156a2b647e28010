-- A long sequential read leaves no trace in the cache but for its beginning.
-- Claims: C14
device{order=5, segments=16, read_cache_threshold=2}
for i = 0, 63 do read(4096 * i, "4k") end
flush()
assert(dm.field(dm.status(), "current_id") <= 2, "a stream was cached")
