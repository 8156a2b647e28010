-- Only some sectors of a block are in the log: recovery takes the others from the HDD.
-- Claims: C2 C4
write(0, "4k", "A")
dm.message("wb", "drop_caches")
write("1k", "512", "B")
flush()
cut "now"
expect(0, "1k", "A")
expect("1k", "512", "B")
expect(1536, 2560, "A")
