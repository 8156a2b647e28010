-- Someone puts an old copy of the cache back. Data is lost, for the log of that time hides
-- what was written since; but a sector holds what it once held, not what another did.
-- Claims: C1 C5
device{order=4, segments=4}
local load = {rw="randrw", bsrange="512-8k", size="64k", iodepth=2, number_ios=10, fsync=5}
workload(load)
shutdown()
snapshot("ssd", "old")
workload(load)
cut "anywhere"
rollback("ssd", "old")
read(0, "64k")
write(0, "64k", "new")
cut "now"
