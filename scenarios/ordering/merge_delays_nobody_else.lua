-- A write waits until the rest of its block is read from a slow SSD. Others do not wait with
-- it: neither writes of other blocks nor another such merge.
-- Claims: C1 C7
device{order=4, segments=16}
write(0, "8k", "A")
flush()
fault("ssd", {op="read", latency="2s", times=1})
local slow = spawn(write, "1k", "512", "B")
sleep "1ms"
write("4096", "512", "C")
write("64k", "4k", "D")
expect("64k", "4k", "D")
assert(now() < 1e9, "others waited")
wait(slow)
assert(read(0, "8k") == "A,B,A,C,A")
