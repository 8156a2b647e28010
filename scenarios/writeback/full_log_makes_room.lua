-- The log is far smaller than what is written: writes wait for writeback, none is lost,
-- and no slot is used again before its content is safe on the HDD.
-- Claims: C1 C7 I3 I4
device{order=4, segments=4, nr_max_batched_writeback=2}
workload{rw="randwrite", bs="4k", size="256k", iodepth=4, number_ios=150, fsync=16}
workload{rw="read", bs="16k", size="256k"}
