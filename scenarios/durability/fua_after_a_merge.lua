-- A FUA write that must first read the rest of its block from the SSD is durable when it
-- is answered.
-- Claims: C3
device{order=5, segments=8}
write(0, "4k", "A")
flush()
fua("1k", "512", "B")
cut "anywhere after the fua"
expect("1k", "512", "B")
