-- Suspending has made everything persistent; removing the device does not repeat it.
-- Claims: C9 C10
device{order=5, segments=8, write_around_mode=1}
write(0, "4k", "A")
dm.message("wb", "write_around_mode 0")
write("4k", "4k", "B")
dm.suspend()
local function nr()
	return nr_ios("ssd", "write") + nr_ios("ssd", "flush") + nr_ios("hdd", "write") +
		nr_ios("hdd", "flush")
end
local before = nr()
dm.remove()
assert(nr() == before, "the destructor did I/O")
