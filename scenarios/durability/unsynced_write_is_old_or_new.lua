-- Without a flush a write may be lost, but each of its sectors holds either what was
-- there before or what was written: nothing torn, nothing foreign.
-- Claims: C2 C4
write(0, "8k", "A")
flush()
write(0, "4k", "B")
write("6k", "1k", "C")
write("16k", "4k", "D")
cut "anywhere after the flush"
expect(0, "4k", either("A", "B"))
expect("4k", "2k", "A")
expect("6k", "1k", either("A", "C"))
expect("16k", "4k", either("D", zero))
