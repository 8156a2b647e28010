-- The n-th I/O of a suspend fails, or of writing everything back, on either disk: the device
-- is dead, the command ends, and a new table has all that was flushed.
-- Claims: C2 C8 C10
device{order=4, segments=8}
local line = dm.table()
for n = 1, 4 do
	for _, name in ipairs{"ssd", "hdd"} do
		for _, act in ipairs{dm.suspend, function() dm.message("wb", "drop_caches") end} do
			write(0, "8k", "A")
			flush()
			write("4k", "4k", "B")
			fault(name, {nth=n, errno="EIO"})
			pcall(act)
			fault_clear(name)
			dm.remove()
			dm.create("wb", line)
			expect(0, "4k", "A")
			expect("4k", "4k", either("A", "B"))
		end
	end
end
