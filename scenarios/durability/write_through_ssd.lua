-- Disks without a volatile cache lose only what is in flight: the driver's own RAM buffer
-- is then the only place where a flush has work to do.
-- Claims: C2 C4
disk("ssd", "2M", {model="nvme", write_through=true})
disk("hdd", "4M", {model="hdd", write_through=true})
write(0, "4k", "A")
flush()
write(0, "4k", "B")
cut "anywhere after the flush"
expect(0, "4k", either("A", "B"))
