-- A flush of the SSD failed, the device died, a new table finds the log in the SSD's cache,
-- from which it may never reach the medium: no later flush makes up for the failed one. So
-- what the new table promises must not rest on it.
-- Claims: C2 C3 I3
device{order=5, segments=8, writeback_threshold=0}
local line = dm.table()
write(0, "4k", "A")
fault("ssd", {op="flush", errno="EIO"})
expect_error("EIO", flush)
fault_clear("ssd")
dm.remove()
dm.create("wb", line)
expect(0, "4k", "A")
fua("8k", "4k", "B")
cut("now", {model="none"})
expect("8k", "4k", "B")
