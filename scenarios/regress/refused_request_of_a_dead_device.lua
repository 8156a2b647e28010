-- A read that a disk refused for lack of memory waits for another attempt. The device
-- dies meanwhile: the read ends with an error, once.
-- Claims: C7 C8
disk("hdd", "16M", {model="null", rotational=true})
device{order=4, segments=8}
fault("hdd", {op="read", nth=1, errno="ENOMEM"})
fault("ssd", {op="write", errno="EIO"})
local refused = spawn(expect_error, "EIO", read, "64k", "4k")
sleep "1ms"
write(0, "4k", "A")
expect_error("EIO", flush)
wait(refused)
