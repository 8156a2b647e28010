-- Suspend and resume in the middle of a workload: every request is answered, in its
-- turn, and nothing is lost.
-- Claims: C1 C7 C9
local load = spawn(workload, {rw="randrw", bs="4k", size="256k", iodepth=4, number_ios=200})
for i = 1, 4 do
	sleep "500us"
	dm.suspend()
	sleep "1ms"
	dm.resume()
end
wait(load)
