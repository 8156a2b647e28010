-- Numbers that wrap or end: jiffies, ids of segments beyond 2^32 and before 2^62, sectors
-- beyond 2^32. Nothing is lost there.
-- Claims: C1 C2 C4 C5 C6 C7
local function class(name, one_in)
	return math.random(one_in or 2) == 1 and enabled(name)
end
local far = class "sectors beyond 2^32" and (1 << 41) - 4096 * math.random(0, 63) or 0
disk("ssd", "2M", {model="sata"})
disk("hdd", far + (1 << 20), {model="hdd"})
device{order=math.random(4, 6), segments=math.random(2, 12), writeback_threshold=100}
local table_line = dm.table()

-- The record says which segment was written back last; the next id follows it.
local before, id_class
if class("ids near 2^32", 3) then
	before, id_class = (1 << 32) - math.random(1, 8), "ids near 2^32"
elseif class("ids before 2^62", 3) then
	before, id_class = (1 << 62) - math.random(1000, 2000), "ids before 2^62"
end
if before then
	dm.remove()
	poke("ssd", 2040 * 512 + 3584, string.pack("<I8", before))
	dm.create("wb", table_line)
end
label "beginning"

local function load()
	local tasks = {}
	for i = 1, 2 do
		tasks[i] = spawn(workload, {rw="randrw", bsrange="512-8k", offset=far,
			size="256k", iodepth=2, number_ios=12, fsync=math.random(0, 4),
			rwmixread=30, tag="t" .. i})
	end
	for i = 1, 2 do wait(tasks[i]) end
end
if class "jiffies wrap" then
	sleep "299.9s"
	load()
	sleep "200ms"
	fired "jiffies wrap"
end
load()
local id = dm.field(dm.status(), "current_id")
if before then
	assert(id > before, "ids go on from the record")
	fired(id_class, id_class ~= "ids near 2^32" or id > 1 << 32)
end
fired("sectors beyond 2^32", far > 0 and nr_ios("hdd", "write") + nr_ios("hdd", "read") > 0)
cut("anywhere after the beginning", {model=({"any", "prefix", "bounded"})[math.random(3)]})
if before then
	assert(dm.field(dm.status(), "current_id") >= before, "ids go on after recovery")
end
load()
