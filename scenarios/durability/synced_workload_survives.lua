-- A database's pattern: small writes, a flush after every few, power lost anywhere.
-- Claims: C2 C4 C7
device{order=5, segments=8}
workload{rw="randwrite", bsrange="512-4k", size="64k", iodepth=2, number_ios=24, fsync=4}
cut "anywhere"
workload{rw="randread", bs="4k", size="64k", number_ios=8}
