-- Making the device fails, whatever the reason, and is tried once more: what is promised on
-- it then survives a power cut.
-- Claims: C2 C3 C6 C8
disk("hdd", "1M")
disk("ssd", "2M", {no_fua=true})
local line = "0 2048 writeboost /dev/hdd /dev/ssd 2 segment_size_order 4"
if not pcall(dm.create, "wb", line) then
	dm.create("wb", line)
end
fua(0, "4k", "A")
cut("now", {model="none"})
expect(0, "4k", "A")
