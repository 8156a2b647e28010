-- The SSD is gone. What had been written back is on the HDD, untouched by the death: a
-- linear table over it reads it.
-- Claims: C8
device{order=4, segments=8}
write(0, "16k", "A")
dm.message("wb", "drop_caches")
write(0, "4k", "B")
flush()
fault("ssd", {errno="EIO"})
expect_error("EIO", read, 0, "4k")
pcall(dm.message, "wb", "drop_caches")
dm.suspend()
dm.load("wb", "0 8192 linear /dev/hdd 0")
dm.resume()
assert(read(0, "16k", {dev="hdd"}) == "A", "the HDD has changed")
finish{readback=false}
