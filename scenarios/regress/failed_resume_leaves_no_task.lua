-- The daemons of a device whose resume failed are not left waiting to be started: in Linux
-- they would count as load, and be reported as hung after two minutes.
-- Claims: C10 C12
disk("hdd", "8M", {model="hdd"})
disk("ssd", "1280k", {model="nvme"})
device{order=4, segments=32}
dm.suspend()
dm.load("wb", dm.table())
fault("ssd", {op="read", nth=1, errno="EIO"})
expect_error("EIO", dm.resume)
fault_clear("ssd")
sleep "300s"
dm.load("wb", dm.table())
dm.resume()
