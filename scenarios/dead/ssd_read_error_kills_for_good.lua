-- What only the SSD has cannot be read: that request fails, the device is dead, and the
-- HDD's older content is never taken for the newer one.
-- Claims: C1 C8
device{order=4, segments=8}
write(0, "4k", "A")
write("4k", "4k", "B")
flush()
fault("ssd", {op="read", errno="EIO"})
expect_error("EIO", read, 0, "4k")
fault_clear("ssd")
expect_error("EIO", read, 0, "4k")
expect_error("EIO", write, "64k", "4k", "C")
