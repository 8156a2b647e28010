-- A sync after each write costs a segment each; when the log is full of such segments,
-- their blocks move together, and no sync waits for the HDD to seek.
-- Claims: C2 C14
disk("hdd", "32M", {model="hdd"})
device{order=10, segments=40, size="32M"}
workload{rw="randwrite", bs="4k", size="32M", number_ios=300, fsync=1}
assert(nr_ios("hdd", "write") == 0, "the HDD was written")
cut "now"
