-- SPDX-License-Identifier: GPL-2.0-only
-- A device is suspended under load, again and again, and then power is lost.
-- Claims: C9 I10
device{order=5, segments=4}
local load = spawn(workload, {rw="randrw", bsrange="512-8k", size="128k", iodepth=3,
	number_ios=60, fua=8, rwmixread=30})
for i = 1, 5 do
	sleep "2ms"
	dm.suspend()
	sleep "1ms"
	dm.resume()
end
wait(load)
dm.suspend()
cut("now", {model="none"})
