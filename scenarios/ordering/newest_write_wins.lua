-- The same sectors again and again, in RAM, on the SSD, written back and not: a read
-- never sees anything but the newest completed write.
-- Claims: C1 C14
device{order=4, segments=8}
for i = 1, 30 do
	local at = 512 * math.random(0, 15)
	write(at, "2k", "v" .. i)
	expect(at, "2k", "v" .. i)
	if i % 7 == 0 then flush() end
	if i % 10 == 0 then dm.message("wb", "drop_caches") end
end
