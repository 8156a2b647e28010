-- One write error of the SSD and the device is dead: every later request fails, also
-- when the SSD is well again; removing works; a new table finds what was flushed.
-- Claims: C2 C8
write(0, "4k", "A")
flush()
fault("ssd", {op="write", errno="EIO"})
write(0, "4k", "B")
expect_error("EIO", flush)
fault_clear("ssd")
expect_error("EIO", write, "8k", "4k", "C")
expect_error("EIO", read, 0, "4k")
assert(dm.field(dm.status(), "dead"), "status does not say dead")
local table = dm.table()
dm.remove()
dm.create("wb", table)
expect(0, "4k", either("A", "B"))
expect("8k", "4k", zero)
