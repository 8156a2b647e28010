-- Writeback copies segments to the HDD and then frees them. At every instant of it
-- a power cut leaves each block durable on one of the two disks.
-- Claims: C2 C4 I3 I4
device{order=5, segments=8}
for i = 0, 5 do
	write(8192 * i, "8k", "A" .. i)
end
flush()
label "written"
dm.message("wb", "drop_caches")
cut "anywhere after written"
for i = 0, 5 do
	expect(8192 * i, "8k", "A" .. i)
end
