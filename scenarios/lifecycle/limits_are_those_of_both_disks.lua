-- What users are told of the device: the blocks of the coarser disk, whole cache blocks as
-- the smallest good request, and discards no larger than what is looked up at once.
-- Claims: C11
disk("ssd", "4M")
disk("hdd", "1G", {discard=true})
disk("flash", "4M", {block=4096})
disk("coarse", "1G", {block=4096, discard=true})
dm.create("fine", "0 2097152 writeboost /dev/hdd /dev/ssd 2 segment_size_order 5")
assert(dm.info("fine").logical_block_bytes == 512)
assert(dm.info("fine").io_min_bytes == 4096, "less than a cache block is said to be good")
assert(dm.info("fine").max_discard_sectors == 262144, "discards of any size")
dm.remove("fine")
poke("ssd", 0, string.rep("\0", 512))
dm.create("wb", "0 2097152 writeboost /dev/coarse /dev/ssd 2 segment_size_order 5")
assert(dm.info().logical_block_bytes == 4096, "a block of the disk can be cut")
dm.remove()
dm.create("wb", "0 2097152 writeboost /dev/hdd /dev/flash 2 segment_size_order 5")
assert(dm.info().logical_block_bytes == 4096, "a block of the cache can be cut")
