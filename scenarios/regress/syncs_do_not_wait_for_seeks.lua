-- A sync after each write costs a segment each; when the log is full of such segments,
-- their blocks move together, and no sync waits for the HDD to seek. What may be
-- written back nevertheless does not occur: an old copy whose newer one is still in RAM,
-- and what finds no room because users were faster than the daemon.
-- Claims: C2 C14
disk("hdd", "32M", {model="hdd"})
device{order=10, segments=40, size="32M"}
local at = math.random(0, 8191)
for i = 1, 240 do
	write(4096 * ((at + 5003 * i) % 8192), "4k", "W")
	flush()
end
assert(nr_ios("hdd", "write") == 0, "the HDD was written")
cut "now"
