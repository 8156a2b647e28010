-- What the device asks of its users fits both disks: reads may go to either.
-- Claims: C1
disk("ssd", "2M", {block=4096})
disk("hdd", "4M", {discard=true})
disk("other", "4M")
disk("plain", "2M")
device{order=5, segments=8}
local info = dm.info()
assert(info.logical_block_bytes == 4096, "a block of the SSD is larger")
assert(info.io_min_bytes == 4096 and info.io_opt_bytes == 0)
assert(info.has_write_cache and info.has_fua, "flushes would be lost")
assert(info.max_discard_sectors > 0, "the HDD takes discards, the SSD need not")
dm.create("two", "0 8192 writeboost /dev/other /dev/plain")
info = dm.info("two")
assert(info.logical_block_bytes == 512 and info.io_min_bytes == 4096, "a part costs a merge")
write("4k", "4k", "A")
expect("4k", "4k", "A")
