-- Power takes a segment and leaves those after it. They do not come back when the ids
-- have grown up to theirs again.
-- Claims: C2 C4 C5 I2
device{order=4, segments=8}
for life = 1, 8 do
	for i = 1, 5 do write(0, "4k", "old" .. life) end
	sleep "1ms"
	cut("now", {model=life % 2 == 0 and "any" or "bounded", k=1})
	write("4k", "4k", "n")
	write(0, "4k", "new" .. life)
	flush()
	cut("now", {model=life % 2 == 0 and "any" or "bounded", k=1})
	expect(0, "4k", "new" .. life)
end
