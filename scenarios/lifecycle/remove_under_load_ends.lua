-- Removing a device under load either fails with EBUSY and disturbs nothing, or ends, and
-- later requests find no device. What was acknowledged is there for the next one.
-- Claims: C7 C9 C10
local load = spawn(workload, {rw="randwrite", bs="4k", size="128k", iodepth=4, number_ios=400,
	may_fail=true})
sleep "2ms"
local table = dm.table()
pcall(dm.remove)
wait(load)
pcall(dm.remove)
expect_error("ENODEV", write, 0, "4k", "A", {dev="wb"})
dm.create("wb", table)
workload{rw="read", bs="4k", size="128k"}
