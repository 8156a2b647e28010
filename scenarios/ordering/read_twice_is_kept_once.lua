-- Two readers miss the same block at the same time: one copy goes into the cache, and the
-- second is not kept beside it. From then on both are served from there.
-- Claims: C1 C14
device{order=5, segments=8, read_cache_threshold=8}
write("64k", "4k", "A")
dm.message("wb", "drop_caches")
fault("hdd", {op="read", latency="20ms"})
local readers = {}
for i = 1, 3 do
	readers[i] = spawn(read, "16k", "4k")
end
for i = 1, 3 do wait(readers[i]) end
fault_clear("hdd")
local nr = nr_ios("hdd", "read")
expect("16k", "4k", zero)
assert(nr_ios("hdd", "read") == nr, "read from the HDD again")
write("16k", "4k", "B")
expect("16k", "4k", "B")
