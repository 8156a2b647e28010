-- A merge reads the old block, and then has to wait for room. Until it gets it, the log, which
-- has three slots of one block each, may have gone round: the old copy's place holds the same
-- block again, but a newer version of it, and that is what is merged with.
-- Claims: C1 C2 I4
disk("ssd", 1048576 + 3 * 8192, {model="null"})
disk("hdd", "1M", {model="null"})
device{order=4, nr_rambuf_pool=2}
local tasks = {}
for i = 1, 4 do
	tasks[i] = spawn(workload, {rw="randwrite", bs="512", size="8k", iodepth=4,
		number_ios=80, tag="t" .. i})
end
for i = 1, 4 do wait(tasks[i]) end
