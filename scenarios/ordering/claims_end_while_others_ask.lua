-- Writes past the log claim their blocks, and disks that answer at once let a claim end in the
-- very moment in which another write has found its block claimed, but does not wait yet. It
-- must notice, and go on: nobody would wake it. Contents are those of the last write.
-- Claims: C1 C7 I5
disk("ssd", "4M", {model="null"})
disk("hdd", "4M", {model="null"})
device{order=5, segments=8, write_around_mode=1}
for _ = 1, 3 do
	local around = spawn(workload, {rw="randwrite", bsrange="512-8k", size="16k", iodepth=4,
		number_ios=40})
	for i = 1, 20 do
		dm.message("wb", "write_around_mode " .. i % 2)
		write(math.random(0, 3) * 4096, "4k", "B")
		if i % 7 == 0 then dm.message("wb", "drop_caches") end
	end
	wait(around)
end
