-- A read of the SSD takes long, and meanwhile the log goes once round: the slot is not
-- overwritten before that read has ended.
-- Claims: C1 C14 I4
device{order=4, segments=4}
write(0, "4k", "A")
flush()
fault("ssd", {op="read", latency="200ms", times=1})
local reader = spawn(expect, 0, "4k", "A")
sleep "100us"
for i = 1, 8 do
	write(4096 * i, "4k", "B" .. i)
	flush()
end
wait(reader)
