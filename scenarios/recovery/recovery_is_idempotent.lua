-- Power fails, and fails again while the device recovers from it: the second
-- recovery finds what the first would have.
-- Claims: C2 C4 C5 C6
device{order=4, segments=8}
write(0, "8k", "A")
flush()
write(0, "4k", "B")
cut("anywhere after the flush", {model="bounded"})
read(0, "8k")
cut("anywhere", {model="bounded"})
expect(0, "4k", either("A", "B"))
expect("4k", "4k", "A")
