-- One block or less in each segment: when the log is full, what is dirty moves to its end
-- instead of to the HDD. Versions and sectors stay what they are, and power goes anywhere.
-- Claims: C1 C2 C4 I3
device{order=6, segments=16}
write(0, "64k", "A")
dm.message("wb", "drop_caches")
workload{rw="randwrite", bsrange="512-4k", size="64k", iodepth=2, number_ios=80, fsync=1}
label "loaded"
workload{rw="randwrite", bsrange="512-4k", size="16k", number_ios=10, fsync=1}
cut "anywhere after loaded"
