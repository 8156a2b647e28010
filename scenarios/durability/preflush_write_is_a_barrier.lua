-- A write with PREFLUSH makes all before it durable, and with FUA itself as well.
-- Claims: C2 C3
write(0, "4k", "A")
fua("8k", "4k", "B", {preflush=true})
write("16k", "4k", "C")
cut "anywhere after the fua"
expect(0, "4k", "A")
expect("8k", "4k", "B")
