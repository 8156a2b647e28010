-- The n-th I/O of an activation fails, for n = 1, 2, … until it needs no more: formatting,
-- then recovery, either disk. It ends with EIO, can be removed, and is repeated with success.
-- Claims: C2 C6 C8 C10
disk("ssd", "2M")
disk("hdd", "4M")
local line = "0 8192 writeboost /dev/hdd /dev/ssd 2 segment_size_order 7"
local function activate_each()
	local n = 0
	repeat
		n = n + 1
		fault("ssd", {nth=n, errno="EIO"})
		local ok = pcall(dm.create, "wb", line)
		fault_clear("ssd")
		if ok then dm.remove() end
	until ok or n == 100 -- far more than it needs: if other trouble never lets it end
	return n
end
assert(activate_each() > 4, "formatting is more than that")
dm.create("wb", line)
write(0, "64k", "A")
flush()
write("64k", "4k", "B")
reboot()
assert(activate_each() > 4, "recovery is more than that")
dm.create("wb", line)
expect(0, "64k", "A")
