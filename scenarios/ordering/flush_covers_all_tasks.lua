-- A flush covers what any task was told is written, not only its own writes.
-- Claims: C2 C4
local tasks = {}
for i = 1, 4 do
	tasks[i] = spawn(write, 16384 * i, "4k", "A" .. i)
end
for i = 1, 4 do wait(tasks[i]) end
flush()
label "flushed"
write("16k", "4k", "B")
cut "anywhere after flushed"
expect("16k", "4k", either("A1", "B"))
for i = 2, 4 do expect(16384 * i, "4k", "A" .. i) end
