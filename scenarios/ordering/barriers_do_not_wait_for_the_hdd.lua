-- A flush or FUA write is answered when the SSD has what it covers. That the HDD answers
-- nobody, and more tasks than there are CPUs wait for it, is none of its business.
-- Claims: C3 C7
device{size="16M", segments=64}
flush() -- the first one asks the HDD, too: what a crashed kernel wrote there may be volatile
fault("hdd", {stall="2s"})
local nr_answered = 0
local function reader(i)
	read(i * 65536, "4k")
	nr_answered = nr_answered + 1
end
local readers = {}
for i = 1, 8 do
	readers[i] = spawn(reader, i)
end
sleep "10ms"
write(0, "4k", "A")
flush()
fua("4k", "4k", "B")
workload{rw="randwrite", bs="4k", size="64k", number_ios=64, fsync=4, tag="C"}
assert(nr_answered == 0, "it waited for the HDD")
for i = 1, 8 do
	wait(readers[i])
end
