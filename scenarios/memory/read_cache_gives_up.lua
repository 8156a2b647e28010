-- Without memory for it a read is not kept, and is served from the HDD like any other.
-- Claims: C1 C14
device{order=5, segments=16, read_cache_threshold=8}
write("1M", "4k", "A")
dm.message("wb", "drop_caches")
local nr_failed = 0
for n = 1, 8 do
	fail_alloc(n)
	expect(8192 * n, "4k", zero)
	nr_failed = nr_failed + (alloc_failed() and 1 or 0)
	fail_alloc(0)
end
assert(nr_failed > 0, "no allocation could fail")
local nr = nr_ios("hdd", "read")
for n = 1, 8 do expect(8192 * n, "4k", zero) end
assert(nr_ios("hdd", "read") > nr, "what had no memory was kept")
assert(nr_ios("hdd", "read") < nr + 8, "nothing was kept")
expect("1M", "4k", "A")
