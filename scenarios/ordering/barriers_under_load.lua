-- Many tasks write, flush and read the same few blocks, with odd bio vectors; power goes
-- anywhere.
-- Claims: C1 C2 C3 C4 C7
device{order=5, segments=6}
local tasks = {}
for i = 1, 3 do
	tasks[i] = spawn(workload, {rw="randrw", bsrange="512-8k", size="48k", iodepth=2,
		number_ios=10, fsync=3, fua=4, vec=i, tag="t" .. i})
end
for i = 1, 3 do wait(tasks[i]) end
cut "anywhere"
