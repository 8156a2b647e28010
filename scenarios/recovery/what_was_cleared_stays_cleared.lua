-- Recovery clears what lies behind the gap. Power fails again before anything is flushed:
-- what was read in between is still what is read.
-- Claims: C4 C5 I2
device{order=4, segments=8}
for life = 1, 8 do
	for i = 1, 5 do write(0, "4k", "old" .. i) end
	sleep "1ms"
	cut "now"
	read(0, "4k")
	write("4k", "4k", "n" .. life)
	sleep "1ms"
	cut "now"
	read(0, "4k")
end
