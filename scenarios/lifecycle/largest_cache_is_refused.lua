-- A cache whose blocks cannot be counted in 32 bits is refused, and not written.
-- Claims: C11
disk("ssd", "36864G")
disk("hdd", "4M")
expect_error("EINVAL", dm.create, "wb",
	"0 8192 writeboost /dev/hdd /dev/ssd 2 segment_size_order 4")
assert(log_contains("cache device is too large"))
assert(nr_ios("ssd", "write") == 0, "it was written")
