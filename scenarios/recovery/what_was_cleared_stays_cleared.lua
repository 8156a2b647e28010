-- Recovery clears what lies behind the gap. New segments take the ids up to it, and power
-- fails again before anything is flushed: what was read in between is still what is read.
-- Claims: C4 C5 I2
device{order=4, segments=8}
for life = 1, 8 do
	for i = 1, 5 do write(0, "4k", "old" .. i) end
	sleep "1ms"
	cut("now", {model="bounded", k=1})
	read(0, "4k")
	for i = 1, 4 do write("4k", "4k", "n" .. life) end
	sleep "1ms"
	cut("now", {model="bounded", k=1})
	read(0, "4k")
end
