-- A flush that the disk refused for want of memory has not reached it: nothing is lost, and
-- the one that is tried again covers what the first should have.
-- Claims: C2 C12
device{writeback_threshold=0}
write(0, "4k", "A")
fault("ssd", {op="flush", errno="ENOMEM", times=2})
fault("hdd", {op="flush", errno="ENOMEM", times=2})
flush()
label "flushed"
write("8k", "4k", "B")
dm.message("wb", "drop_caches")
assert(not dm.field(dm.status(), "dead"), "dead of ENOMEM")
cut("anywhere after the flushed", {model="none"})
expect(0, "4k", "A")
