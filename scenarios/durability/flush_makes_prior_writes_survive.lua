-- A completed flush is a promise: what was acknowledged before it survives
-- any later power cut. What came after may or may not.
-- Claims: C1 C2 C4
write(0, "4k", "A")
flush()
write("2k", "1k", "B")
cut "anywhere after the flush"
expect(0, "2k", "A")
expect("2k", "1k", either("A", "B"))
expect("3k", "1k", "A")
