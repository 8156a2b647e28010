-- A completed FUA write is durable by itself: no flush came, its neighbours may be
-- lost, it may not.
-- Claims: C3 C4
write(0, "4k", "A")
fua("8k", "4k", "B")
write("16k", "4k", "C")
cut "anywhere after the fua"
expect("8k", "4k", "B")
expect(0, "4k", either("A", zero))
expect("16k", "4k", either("C", zero))
