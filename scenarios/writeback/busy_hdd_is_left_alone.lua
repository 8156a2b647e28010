-- While users keep the HDD busy, writeback that is not urgent waits.
-- Claims: C14
device{order=5, segments=32, writeback_threshold=10}
fault("hdd", {op="read", latency="50ms"})
local load = spawn(workload, {rw="randread", bs="4k", size="1M", number_ios=200})
sleep "4s"
write(0, "4k", "A")
flush()
sleep "3s"
assert(nr_ios("hdd", "write") == 0, "a busy HDD was disturbed")
wait(load)
