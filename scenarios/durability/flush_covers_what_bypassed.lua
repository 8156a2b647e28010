-- A flush covers writes that went past the log, too, whatever else is on its way.
-- Claims: C2 C4 I7
device{order=4, segments=8, write_around_mode=1}
flush()
write(0, "4k", "A")
flush()
label "flushed"
workload{rw="randwrite", bs="4k", offset="64k", size="64k", iodepth=4, number_ios=12, fsync=3}
cut "anywhere after flushed"
expect(0, "4k", "A")
