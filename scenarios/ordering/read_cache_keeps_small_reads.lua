-- What was read once from the HDD is read from the cache the second time.
-- Claims: C1 C14
device{order=5, segments=8, read_cache_threshold=8}
read("16k", "8k")
local nr = nr_ios("hdd", "read")
expect("16k", "8k", zero)
assert(nr_ios("hdd", "read") == nr, "read from the HDD again")
