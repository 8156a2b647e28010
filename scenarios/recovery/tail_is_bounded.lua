-- Nobody ever flushes, and yet recovery need not read all of the log: now and then the
-- driver flushes by itself, and what is older than that is known to be whole.
-- Claims: C6 C14
disk("ssd", "130M")
disk("hdd", "128M")
device{order=10, segments=256, size="128M"}
workload{rw="randwrite", bs="64k", size="128M", number_ios=1400}
assert(nr_ios("ssd", "flush") >= 2, "no flush in 80 MiB")
assert(nr_ios("hdd", "write") == 0, "it was written back")
finish{readback=false}
