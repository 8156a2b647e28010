-- The log is a ring. When it has gone round, older segments lie behind and ahead of
-- the newest; recovery applies the newest unbroken run, so no old value comes back.
-- Claims: C2 C4 I2
device{order=4, segments=4}
for i = 1, 9 do
	write(0, "4k", "v" .. i)
	write(4096 * i, "4k", "w" .. i)
	flush()
end
label "nine"
write(0, "4k", "v10")
cut "anywhere after nine"
expect(0, "4k", either("v9", "v10"))
for i = 1, 9 do
	expect(4096 * i, "4k", "w" .. i)
end
