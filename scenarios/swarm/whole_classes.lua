-- Whatever is switched on together - smallest geometries, tunables at their limits, kinds
-- of load, faults, cuts - the device keeps its promises. Each seed switches whole classes.
-- Claims: C1 C2 C3 C4 C5 C6 C7 C8 C10 C14
local function class(name, one_in)
	return math.random(one_in or 2) == 1 and enabled(name)
end
local function pick(list) return list[math.random(#list)] end

-- Disks and geometry.
local big_sectors = class("4Kn disks", 4)
local block = big_sectors and 4096 or 512
local tiny_cache = class("disk cache of one block", 4)
local write_through = class("write-through SSD", 4)
local hdd_discards = class "HDD takes discards"
disk("ssd", "2M", {model=pick{"null", "sata", "nvme"}, block=block, discard=true,
	write_through=write_through or nil, cache=tiny_cache and "4k" or nil})
disk("hdd", "512k", {model=pick{"null", "hdd"}, block=block, discard=hdd_discards or nil})
local one_block = class "segments of one block"
local one_segment = class("ring of one segment", 4)
local threshold = pick{"none", "least", "most"}
enabled("writeback threshold: " .. threshold)
local read_cache = class "read cache"
local around = class("write-around", 6)
local one_buffer = class "one RAM buffer"
local single = class "batches of one"
local periodic = class("periodic sync", 4)
local deadline = class("barrier deadline", 3)
local geometry = {order=one_block and 4 or math.random(5, 7),
	segments=one_segment and 1 or math.random(2, 9),
	nr_rambuf_pool=one_buffer and 1 or math.random(2, 8),
	writeback_threshold=({none=0, least=1, most=100})[threshold],
	nr_max_batched_writeback=single and 1 or 32, sync_data_interval=periodic and 1 or 0,
	read_cache_threshold=read_cache and pick{1, 8, 127} or 0,
	barrier_deadline_ms=deadline and pick{1, 20} or 0,
	write_around_mode=around and 1 or 0}
device(geometry)

-- Load: each kind is on or off for the whole seed.
local kinds = {}
for kind, words in pairs{
	["small writes"]={rw="randwrite", bsrange=block .. "-4k"},
	["large writes"]={rw="randwrite", bsrange="4k-64k"},
	["streams"]={rw="write", bs="32k"},
	["mixed"]={rw="randrw", bsrange=block .. "-16k", rwmixread=40},
	["discards"]={rw="randtrim", bs="4k"},
} do
	if class("load: " .. kind) then
		words.name = kind
		kinds[#kinds + 1] = words
	end
end
local syncs = class "syncs"
local may_fail = false
local function load()
	local tasks = {}
	for i, words in ipairs(kinds) do
		tasks[i] = spawn(workload, {rw=words.rw, bs=words.bs, bsrange=words.bsrange,
			rwmixread=words.rwmixread, size="256k", iodepth=math.random(4),
			number_ios=8, fsync=syncs and math.random(4) or 0,
			fua=words.rw ~= "randtrim" and math.random(0, 4) or 0,
			tag="t" .. i, may_fail=may_fail or words.rw == "randtrim"})
	end
	for i = 1, #tasks do wait(tasks[i]) end
end

-- A class has taken effect once there was something for it to act on.
local function note()
	local ssd = nr_ios("ssd", "write") > 2
	local hdd = nr_ios("hdd", "write") > 0
	local flushed = nr_ios("ssd", "flush") > 1
	fired("4Kn disks", big_sectors and ssd)
	fired("disk cache of one block", tiny_cache and ssd)
	fired("write-through SSD", write_through and ssd)
	fired("HDD takes discards", hdd_discards and nr_ios("hdd", "discard") > 0)
	fired("segments of one block", one_block and ssd)
	fired("ring of one segment", one_segment and ssd and hdd)
	fired("one RAM buffer", one_buffer and ssd)
	fired("batches of one", single and hdd)
	fired("periodic sync", periodic and flushed and now() > 1000000000)
	fired("barrier deadline", deadline and syncs and flushed)
	fired("read cache", read_cache and nr_ios("hdd", "read") > 0)
	fired("write-around", around and hdd)
	fired("writeback threshold: " .. threshold, ssd and (threshold == "none" or hdd))
	fired("syncs", syncs and flushed)
	for _, words in ipairs(kinds) do fired("load: " .. words.name) end
end

-- What else happens to a device between two loads.
local events = {
	["suspend"]=function() dm.suspend() dm.resume() end,
	["suspend without flush"]=function() dm.suspend("wb", {noflush=true}) dm.resume() end,
	["reload"]=function() dm.load("wb", dm.table()) dm.suspend() dm.resume() end,
	["drop_caches"]=function() dm.message("wb", "drop_caches") end,
	["reboot"]=reboot,
	["pause"]=function() sleep(pick{"1ms", "3s"}) end,
	["cut"]=function() cut("anywhere", {model=pick{"any", "prefix", "bounded", "none"}}) end,
}
local happens = {}
for name in pairs(events) do
	if class("event: " .. name, name == "cut" and 2 or 3) then happens[#happens + 1] = name end
end
load()
note()
for _ = 1, 2 do
	if #happens > 0 then
		local name = pick(happens)
		events[name]()
		fired("event: " .. name)
	end
	load()
	note()
end

-- Trouble, at last: after it the device may be dead, and the harness replaces it.
local troubles = {
	{"ssd", {op="write", errno="EIO"}}, {"ssd", {op="flush", errno="EIO"}},
	{"ssd", {op="read", errno="EIO"}}, {"hdd", {op="write", errno="EIO"}},
	{"hdd", {op="flush", errno="EIO"}}, {"hdd", {op="read", errno="EIO"}},
	{"ssd", {latency="30ms"}}, {"hdd", {latency="300ms"}},
	{"ssd", {op="write", errno="ENOMEM", times=3}}, {"hdd", {stall="2s"}},
}
local trouble = class("trouble", 3) and pick(troubles)
if trouble then
	may_fail = true
	trouble[2].nth = not trouble[2].times and math.random(4) or nil
	fault(trouble[1], trouble[2])
	load()
	fired("trouble")
end
