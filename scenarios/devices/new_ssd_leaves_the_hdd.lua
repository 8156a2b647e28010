-- The SSD dies with the power, and an empty one takes its place: the device is formatted,
-- and holds what is on the HDD, sector by sector. What only the cache had is lost, nothing
-- else is, and from then on all promises hold again.
-- Claims: C1 C2 C4 C5
device{order=4, segments=6}
workload{rw="randrw", bsrange="512-8k", size="64k", iodepth=2, number_ios=30, fsync=6}
cut "anywhere"
replace "ssd"
workload{rw="randrw", bsrange="512-8k", size="64k", iodepth=2, number_ios=10, fsync=4}
