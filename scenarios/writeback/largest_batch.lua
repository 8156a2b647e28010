-- The largest batch of the smallest segments, with more of them waiting: all arrive.
-- Claims: C1 I3
device{order=4, segments=64, nr_max_batched_writeback=32}
for i = 0, 49 do write(4096 * i, "4k", "A" .. i) end
dm.message("wb", "drop_caches")
for i = 0, 49 do
	assert(read(4096 * i, "4k", {dev="hdd"}) == "A" .. i)
end
