-- A write of one sector to a dirty block keeps the other sectors, wherever they are: in a
-- buffer on its way to the SSD, or on the SSD; as often as it happens.
-- Claims: C1 I4
device{order=4, segments=4}
for i = 1, 12 do
	write(0, "4k", "A")
	write("1k", "512", "B")
	flush()
	sleep "1ms"
	write("2k", "512", "C")
	assert(read(0, "4k") == "A,B,A,C,A")
end
