-- A noflush suspend under load is as safe as a flushing one.
-- Claims: C1 C7 C9 I10
local load = spawn(workload, {rw="randrw", bs="4k", size="128k", iodepth=4, number_ios=200})
for i = 1, 3 do
	sleep "700us"
	dm.suspend("wb", {noflush=true})
	sleep "1ms"
	dm.resume()
end
wait(load)
