-- Writers wait for room in a full log when the HDD fails: each of them hears of it.
-- Claims: C7 C8 C10
device{order=4, segments=4}
fault("hdd", {op="write", errno="EIO"})
workload{rw="randwrite", bs="4k", size="128k", iodepth=8, number_ios=60, may_fail=true}
assert(dm.field(dm.status(), "dead"), "alive after a write error")
expect_error("EIO", write, 0, "4k", "A")
dm.remove()
