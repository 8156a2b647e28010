-- Power goes at any instant around a suspend: what was flushed before is there, and
-- once the suspend has ended all that was acknowledged.
-- Claims: C2 C4 C9
write(0, "4k", "A")
flush()
write("4k", "4k", "B")
dm.suspend()
cut "anywhere after the flush"
expect(0, "4k", "A")
expect("4k", "4k", either("B", zero))
