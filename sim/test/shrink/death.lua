-- SPDX-License-Identifier: GPL-2.0-only
-- In the middle of a load of several tasks a disk fails.
-- Claims: C7 C8
device{order=5, segments=6, writeback_threshold=70}
local tasks = {}
workload{rw="randwrite", bsrange="512-8k", size="128k", number_ios=50, fsync=6}
fault("ssd", {op="write", nth=3, errno="EIO"})
for i = 1, 3 do
	tasks[i] = spawn(workload, {rw="randrw", bsrange="512-8k", size="128k", iodepth=2,
		number_ios=20, fsync=5, may_fail=true, tag="t" .. i})
end
for i = 1, 3 do wait(tasks[i]) end
sleep "2s"
dm.status()
