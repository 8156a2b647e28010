-- Requests that are under way at the same time may take effect in any order, each sector
-- for itself; one that was sent after another was answered comes after it.
-- Claims: C1 C2 C3
device{order=4, segments=4}
local failed = together{
	{"write", 0, "4k", "A"},
	{"write", "2k", "4k", "B"},
	{"fua", "16k", "512", "C", {vec=3}},
	{"flush"},
	{"read", 0, "8k"},
}
assert(failed == 0)
expect(0, "2k", "A")
expect("2k", "2k", either("A", "B"))
together{{"write", 0, "4k", "D"}, {"write", 0, "4k", "E"}, {"flush"}, iodepth=1}
expect(0, "4k", "E")
cut "anywhere after the together"
expect(0, "4k", "E")
expect("16k", "512", "C")
