-- Writeback meets a write error of the HDD: the device is dead, and what was flushed
-- is still on the SSD for the next table.
-- Claims: C2 C8
write(0, "4k", "A")
flush()
fault("hdd", {op="write", errno="EIO"})
expect_error("EIO", dm.message, "wb", "drop_caches")
expect_error("EIO", write, "8k", "4k", "C")
expect_error("EIO", flush)
fault_clear("hdd")
expect_error("EIO", read, 0, "4k")
local table = dm.table()
dm.remove()
dm.create("wb", table)
expect(0, "4k", "A")
expect("8k", "4k", zero)
