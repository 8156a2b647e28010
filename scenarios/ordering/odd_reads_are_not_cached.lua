-- Reads of parts of blocks return what the HDD holds, and so do later reads of the rest.
-- Claims: C1
device{order=5, segments=8, read_cache_threshold=8, write_around_mode=1}
write(0, "64k", "A")
write("64k", "64k", "B")
for _, at in ipairs{512, 5120, 62 * 1024} do
	read(at, "5k")
end
expect(0, "64k", "A")
expect("64k", "64k", "B")
