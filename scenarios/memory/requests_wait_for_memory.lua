-- An allocation fails in the middle of a workload: requests may take longer, none fails.
-- Claims: C7 C12
write(0, "4k", "A")
local load = spawn(workload, {rw="randrw", bsrange="512-16k", size="256k", iodepth=4,
	number_ios=200, fsync=10})
for i = 1, 20 do
	fail_alloc(math.random(10))
	sleep "1ms"
end
fail_alloc(0)
wait(load)
