-- With a single RAM buffer requests wait for it, one after the other, and none fails.
-- Claims: C1 C7 C14
device{order=5, segments=16, nr_rambuf_pool=1}
workload{rw="randrw", bsrange="512-16k", size="128k", iodepth=8, number_ios=100, fsync=10}
