-- A disk that fails at once, while others are about to submit: whoever hears of the death
-- can rely on it that nothing is written any more, and everyone hears of it.
-- Claims: C7 C8
disk("hdd", "1M", {model="null"})
device{order=5, segments=8, write_around_mode=1}
write(0, "4k", "A")
fault("hdd", {op="write", errno="EIO", nth=math.random(40)})
local tasks = {}
for i = 1, 4 do
	tasks[i] = spawn(workload, {rw="randwrite", bs="4k", size="1M", iodepth=4, number_ios=40,
		may_fail=true})
end
for i = 1, 4 do wait(tasks[i]) end
dm.remove()
