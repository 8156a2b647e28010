-- A barrier closes one segment, and one that finds nothing to do takes none and does no I/O.
-- Claims: C2 C14
device{order=6, segments=16}
for i = 1, 4 do
	write(4096 * i, "4k", "A")
	flush()
	assert(dm.field(dm.status(), "current_id") == i + 1, "more than one segment for a barrier")
end
local nr = nr_ios("ssd", "write") + nr_ios("ssd", "flush")
for i = 1, 4 do flush() end
assert(dm.field(dm.status(), "current_id") == 5, "an idle barrier took a segment")
assert(nr_ios("ssd", "write") + nr_ios("ssd", "flush") == nr, "an idle barrier did I/O")
