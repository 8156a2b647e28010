-- Disks with 4 KiB sectors: an atomic unit of eight sectors, and no smaller I/O.
-- Claims: C2 C4
disk("ssd", "2M", {model="nvme", block=4096})
disk("hdd", "4M", {model="hdd", block=4096})
write(0, "16k", "A")
flush()
write("4k", "8k", "B")
fua(0, "4k", "C")
cut "anywhere after the flush"
expect(0, "4k", either("A", "C"))
expect("4k", "8k", either("A", "B"))
