-- A block that nobody writes again moves along with the log, which is full of flushes' nearly
-- empty segments. But it does not do so for ever: in the end it goes to the HDD, and stays
-- what it was.
-- Claims: C1 C2 C14 I3
disk("ssd", 1048576 + 32 * 32768, {model="null"})
disk("hdd", "1M", {model="null"})
device{order=6, writeback_threshold=0}
fua("256k", "4k", "cold")
local unwritten = peek("hdd", "256k", "4k")
local nr = 0
while peek("hdd", "256k", "4k") == unwritten do
	fua(0, "4k", "hot")
	nr = nr + 1
	assert(nr < 1500, "it never goes to the HDD")
end
assert(nr > 200, "it went to the HDD after " .. nr .. " writes")
expect("256k", "4k", "cold")
cut "now"
expect("256k", "4k", "cold")
