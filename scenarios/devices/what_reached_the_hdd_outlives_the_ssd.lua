-- What drop_caches has written back is on the HDD for good: no loss of the SSD takes it.
-- Claims: C2 C4
device{order=4, segments=4}
write(0, "4k", "A")
write("16k", "512", "B")
dm.message("wb", "drop_caches")
write(0, "2k", "C")
write("8k", "4k", "D")
flush()
cut "anywhere after the flush"
replace "ssd"
expect("2k", "2k", "A")
expect("16k", "512", "B")
expect(0, "2k", either("A", "C"))
expect("8k", "4k", either("D", zero))
