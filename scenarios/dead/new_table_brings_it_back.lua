-- A dead device stays dead through suspend and resume of its own table; a new table on
-- disks that are well again serves everything that was flushed.
-- Claims: C2 C8 C10
write(0, "4k", "A")
flush()
fault("ssd", {op="write", errno="EIO"})
write("4k", "4k", "B")
expect_error("EIO", flush)
fault_clear("ssd")
dm.suspend()
dm.resume()
expect_error("EIO", read, 0, "4k")
dm.load("wb", dm.table())
dm.resume()
expect(0, "4k", "A")
write("4k", "4k", "C")
flush()
expect("4k", "4k", "C")
