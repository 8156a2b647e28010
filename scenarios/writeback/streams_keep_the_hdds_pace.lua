-- A sequential stream of 1 MiB requests is as fast as the bare HDD, but for a tenth: nothing
-- is cut into small pieces. Seeks cost nothing here: which of two requests in flight comes
-- first is chance, for the bare disk too, and a rotation lost by it would be more than that.
-- Claims: C14
disk("hdd", "64M", {model="hdd", rotation="1us", seek_min="1us", seek_avg="1us", seek_max="1us"})
disk("ssd", "8M", {model="nvme"})
device{order=8, segments=32, size="64M"}
dm.create("bare", "0 131072 linear /dev/hdd 0")
local function nr_ios_of_hdd()
	return nr_ios("hdd", "read") + nr_ios("hdd", "write")
end
-- The best of four: how long the disk takes for one of them is chance, too.
local function measure(rw, dev, offset)
	local best = {ns=math.maxinteger, nr=0}
	for _ = 1, 4 do
		local begin, nr_before = now(), nr_ios_of_hdd()
		workload{rw=rw, bs="1M", offset=offset, size="16M", dev=dev, iodepth=2}
		best.ns = math.min(best.ns, now() - begin)
		best.nr = math.max(best.nr, nr_ios_of_hdd() - nr_before)
	end
	return best
end
for _, rw in ipairs{"write", "read"} do
	local bare, ours = measure(rw, "bare", "32M"), measure(rw, "wb", "16M")

	assert(ours.ns * 0.9 <= bare.ns, rw .. ": " .. ours.ns .. " ns, bare " .. bare.ns)
	assert(ours.nr <= 2 * bare.nr, rw .. ": " .. ours.nr .. " I/Os, bare " .. bare.nr)
end
