-- A long sequential write goes to the HDD as it is, and does not fill the log.
-- Claims: C1 C14
disk("ssd", "8M")
disk("hdd", "8M")
device{order=10, segments=8}
workload{rw="write", bs="256k", size="3M"}
assert(nr_ios("hdd", "write") > 0, "all of a stream went into the log")
