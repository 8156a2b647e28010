-- A read that is to be kept finds, when its turn comes, that the block has been written
-- meanwhile. What the HDD holds is its answer, or the new data; but it is not kept: whoever
-- reads later gets what was written.
-- Claims: C1 C14 I5
disk("ssd", "4M", {model="null"})
disk("hdd", "4M", {model="null"})
device{order=5, segments=16, read_cache_threshold=8}
for i = 0, 59 do
	local at = 8192 * i
	local reader = spawn(read, at, "4k")
	local writer = spawn(write, at, "4k", "A")
	wait(reader)
	wait(writer)
	expect(at, "4k", "A")
end
