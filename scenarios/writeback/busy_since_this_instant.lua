-- How busy the HDD was is measured over the time that is past: I/O that begins in the very
-- instant of the measurement has not kept it busy yet, and writeback goes on. When it is still
-- in flight seconds later, the HDD was busy all the time, and writeback waits.
-- Claims: C14
device{order=4, segments=64, writeback_threshold=0}
local nr, long = 0
for round = 1, 6 do
	write(0, "4k", "A")
	flush()
	sleep "2s"
	fault("hdd", {op="read", latency=round == 6 and "20s" or "1500ms", times=1})
	long = spawn(read, "64k", "4k")
	dm.message("wb", "writeback_threshold 50")
	sleep "1s"
	assert(nr_ios("hdd", "write") > nr, "an idle HDD was left alone")
	nr = nr_ios("hdd", "write")
	if round < 6 then
		dm.message("wb", "writeback_threshold 0")
		wait(long)
	end
end
sleep "2s"
write("8k", "4k", "B")
flush()
sleep "4s"
assert(nr_ios("hdd", "write") == nr, "a busy HDD was disturbed")
wait(long)
