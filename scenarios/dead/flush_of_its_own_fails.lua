-- Now and then the driver flushes the cache though nobody asked for it. When that fails, it
-- is as final as any other flush: no barrier succeeds from then on.
-- Claims: C2 C8
disk("ssd", "130M")
disk("hdd", "128M")
device{order=10, segments=256, size="128M"}
fault("ssd", {op="flush", errno="EIO", times=1})
workload{rw="randwrite", bs="64k", size="128M", number_ios=1400, may_fail=true}
assert(dm.field(dm.status(), "dead"), "it lives on what it could not make durable")
expect_error("EIO", flush)
finish{readback=false}
