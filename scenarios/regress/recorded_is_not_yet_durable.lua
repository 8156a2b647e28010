-- The flush behind a new record failed, and the device died. A new table reads that record
-- in the cache of the SSD, from which it may never reach the medium: no later flush makes up
-- for the failed one. So it is written once more before what it frees is used again.
-- Claims: C2 I3 I4
disk("ssd", 1073152, {no_fua=true})
device{order=4, segments=3}
local line = dm.table()
write(0, "12k", "A")
fault("ssd", {op="flush", nth=2, errno="EIO"})
pcall(write, "12k", "4k", "B")
fault_clear("ssd")
dm.load("wb", line)
dm.resume()
read(0, "16k")
fua("16k", "4k", "C")
cut "anywhere"
