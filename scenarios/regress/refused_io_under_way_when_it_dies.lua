-- A read and a writeback are on the HDD when the device dies, and then the disk has no memory
-- for them. Nobody will try again: what waits fails as everything does from then on, and no
-- report is asked for.
-- Claims: C7 C8
disk("hdd", "16M", {model="hdd", rotational=true})
device{order=4, segments=8}
write(0, "4k", "A")
flush()
fault("hdd", {op="read", errno="ENOMEM"})
fault("hdd", {op="write", errno="ENOMEM"})
fault("ssd", {op="write", errno="EIO"})
local dropped = spawn(expect_error, "EIO", dm.message, "wb", "drop_caches")
sleep "100us"
local refused = spawn(expect_error, "EIO", read, "64k", "4k")
write("8k", "4k", "B")
expect_error("EIO", flush)
wait(refused)
wait(dropped)
assert(dm.field(dm.status(), "dead"), "it lives")
assert(not log_contains("please report"), "a report of ENOMEM was asked for")
