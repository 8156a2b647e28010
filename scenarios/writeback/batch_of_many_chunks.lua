-- A batch that is more than is copied at a time: one part is read while the one before is
-- being written, each goes where it belongs, and none is left out.
-- Claims: C1 I3 I6
disk("ssd", 1048576 + 24 * 131072, {model="null"})
disk("hdd", "4M", {model="fixed"})
device{order=8, nr_max_batched_writeback=32, writeback_threshold=0}
for i = 0, 599 do write(4096 * ((i * 7) % 600), "4k", "A" .. i) end
dm.message("wb", "drop_caches")
for i = 0, 599 do
	assert(read(4096 * ((i * 7) % 600), "4k", {dev="hdd"}) == "A" .. i)
end
