-- The flush that ends the formatting failed. A new table finds a formatted device in the
-- cache of the SSD, from which it may never reach the medium: no later flush makes up for the
-- failed one. What is promised on that device must not go with it.
-- Claims: C3 C6
disk("hdd", "1M")
disk("ssd", "2M", {no_fua=true})
local line = "0 2048 writeboost /dev/hdd /dev/ssd 2 segment_size_order 4"
fault("ssd", {op="flush", nth=3, errno="EIO"})
expect_error("EIO", dm.create, "wb", line)
fault_clear("ssd")
dm.create("wb", line)
fua(0, "4k", "A")
cut("now", {model="none"})
