-- The slot after the newest segment holds a header with the very next id, and noise: its
-- checksum does not hold, so it is the end of the log and nothing of it is applied.
-- Claims: C2 C6 I1
device{order=4, segments=8}
write(0, "4k", "A")
write("4k", "4k", "B")
shutdown()
local newest = 0
for slot = 0, 7 do
	newest = math.max(newest, (string.unpack("<I8", peek("ssd", 1048576 + 8192 * slot, 512))))
end
local at = 1048576 + 8192 * (newest % 8)
poke("ssd", at, string.pack("<I8I4B", newest + 1, 0xdeadbeef, 1))
poke("ssd", at + 512, string.pack("<I8B", 0, 255) .. string.rep("\0", 7))
poke("ssd", at + 4096, string.rep("noise...", 512))
expect(0, "4k", "A")
expect("4k", "4k", "B")
