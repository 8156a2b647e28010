-- An SSD that cannot flush cannot keep a promise: the barrier fails, and the device
-- is dead.
-- Claims: C2 C8 I7
write(0, "4k", "A")
fault("ssd", {op="flush", errno="EIO"})
expect_error("EIO", flush)
fault_clear("ssd")
expect_error("EIO", flush)
expect_error("EIO", fua, "4k", "4k", "B")
