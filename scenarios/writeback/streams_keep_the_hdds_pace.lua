-- A sequential stream of 1 MiB requests is as fast as the bare HDD, but for a tenth: nothing
-- is cut into small pieces, and nothing makes the disk seek.
-- Claims: C14
disk("hdd", "64M", {model="hdd"})
disk("ssd", "8M", {model="nvme"})
device{order=8, segments=32, size="64M"}
dm.create("bare", "0 131072 linear /dev/hdd 0")
local function time(rw, dev, offset)
	local begin = now()
	workload{rw=rw, bs="1M", offset=offset, size="16M", dev=dev, iodepth=2}
	return now() - begin
end
local bare = {write=time("write", "bare", "32M"), read=time("read", "bare", "32M")}
local ours = {write=time("write", "wb", "16M"), read=time("read", "wb", "16M")}
for _, rw in ipairs{"write", "read"} do
	assert(ours[rw] * 0.9 <= bare[rw], rw .. ": " .. ours[rw] .. " ns, bare " .. bare[rw])
end
