-- With a threshold of 0 nothing is written back while there is room.
-- Claims: C14
device{order=5, segments=32}
for i = 0, 9 do
	write(4096 * i, "4k", "A" .. i)
	flush()
end
sleep "10s"
assert(nr_ios("hdd", "write") == 0, "written back without need")
