-- The first thing that anyone tries: write a block, flush, lose power, read it back.
-- Claims: C1 C2
write(0, "4k", "A")
expect(0, "4k", "A")
flush()
cut "now"
expect(0, "4k", "A")
