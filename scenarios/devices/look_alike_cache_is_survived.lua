-- Two devices of one size, and somebody exchanges their caches: nothing in them tells whose
-- they are, so each is replayed onto the other's disk. Nobody is promised any data then; but
-- nothing crashes, nothing hangs, and the devices go on as what they have become.
-- Claims: C1 C5 C7
disk("ssd", "4M") disk("hdd", "8M") disk("ssd2", "4M") disk("hdd2", "8M")
device{order=4, segments=4}
device{name="other", ssd="ssd2", hdd="hdd2", order=4, segments=4}
workload{rw="randwrite", bsrange="512-4k", size="32k", number_ios=12, fsync=4}
workload{rw="randwrite", bsrange="512-4k", size="32k", number_ios=12, fsync=4, dev="other"}
cut "now"
exchange("ssd", "ssd2")
for _, name in ipairs{"wb", "other"} do
	read(0, "32k", {dev=name})
	write(0, "32k", "new", {dev=name})
	flush{dev=name}
end
cut "anywhere after the flush"
