-- A read-ahead that a lower layer gives up, as a suspended dm device does at once, says
-- nothing about the disk: the hint is not passed on, and nobody dies of it.
-- Claims: C7 C8
disk("hdd", "1M")
disk("ssd", "2M")
dm.create("lower", "0 2048 linear /dev/hdd 0")
dm.create("wb", "0 2048 writeboost /dev/mapper/lower /dev/ssd 2 segment_size_order 4")
dm.suspend("lower")
local reader = spawn(function() pcall(read, 0, "4k", {rahead=true}) end)
sleep "1ms"
dm.resume("lower")
wait(reader)
assert(not dm.field(dm.status(), "dead"), "a hint has killed it")
write(0, "4k", "A")
flush()
