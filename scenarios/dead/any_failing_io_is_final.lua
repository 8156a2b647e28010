-- One I/O of either disk fails, whichever it is, under load: every accepted request is
-- answered, what came after the death fails, and the device can be removed.
-- Claims: C2 C7 C8 C10
device{order=5, segments=8, writeback_threshold=100}
write(0, "64k", "old")
flush()
fault(math.random(2) == 1 and "ssd" or "hdd", {nth=math.random(40), errno="EIO"})
workload{rw="randrw", bsrange="512-8k", size="256k", iodepth=8, number_ios=200, fsync=8,
	may_fail=true}
dm.status()
pcall(dm.suspend)
pcall(dm.resume)
dm.remove()
