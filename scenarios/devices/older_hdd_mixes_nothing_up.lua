-- Someone puts an old copy of the backing device under a newer cache: what was written back
-- since is lost, the log is replayed over what is there, and no sector holds another's data.
-- Claims: C1 C5
device{order=4, segments=4}
local load = {rw="randrw", bsrange="512-8k", size="64k", iodepth=2, number_ios=10, fsync=5}
workload(load)
shutdown()
snapshot("hdd", "old")
workload(load)
cut "anywhere"
rollback("hdd", "old")
read(0, "64k")
write(0, "64k", "new")
cut "now"
