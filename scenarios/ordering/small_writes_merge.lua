-- Writes of single sectors into one block, some in RAM, some on the SSD, some on the HDD:
-- reading the block gives each sector's newest.
-- Claims: C1
write(0, "4k", "old")
dm.message("wb", "drop_caches")
write("512", "512", "B")
flush()
write("1024", "1k", "C")
write("3584", "512", "D")
expect(0, "512", "old")
expect(512, "512", "B")
expect(1024, "1k", "C")
expect("2k", 1536, "old")
expect(3584, 512, "D")
assert(read(0, "4k") == "old,B,C,old,D")
