-- In write-around mode what is written goes to the HDD, and nothing of it into the log.
-- Claims: C1 C14
device{order=5, segments=8, write_around_mode=1}
local nr = nr_ios("ssd", "write")
workload{rw="randwrite", bsrange="512-16k", size="256k", iodepth=4, number_ios=60}
assert(nr_ios("ssd", "write") == nr, "the SSD was written")
assert(nr_ios("hdd", "write") >= 60, "the HDD was not")
assert(dm.field(dm.status(), "nr_dirty") == 0)
