-- A cache device that holds something else is refused, and not a byte of it changes.
-- Claims: C11
shutdown()
poke("ssd", 0, "this is somebody else's data")
expect_error("EINVAL", device, {})
assert(peek("ssd", 0, 512):sub(1, 28) == "this is somebody else's data")
assert(nr_ios("ssd", "write") == 0 and nr_ios("hdd", "write") == 0)
