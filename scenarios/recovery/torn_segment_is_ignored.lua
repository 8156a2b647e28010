-- Power fails while a segment is on its way to the SSD: any of its sectors may be
-- there and any may not. Recovery must not take such a log entry for a good one,
-- for its data would hide what an earlier flush had made durable.
-- Claims: C2 C4 I1
write(0, "16k", "A")
flush()
label "A is safe"
write(0, "4k", "B")
write("8k", "8k", "C")
flush()
cut "anywhere after A is safe"
expect(0, "4k", either("A", "B"))
expect("4k", "4k", "A")
expect("8k", "8k", either("A", "C"))
