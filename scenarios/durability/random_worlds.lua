-- Each seed is another device, another load and other luck: geometry, tunables, tasks,
-- barriers, and two power cuts anywhere.
-- Claims: C1 C2 C3 C4 C5 C6 C7
local order = math.random(4, 7)
device{order=order, segments=math.random(2, 9), nr_rambuf_pool=math.random(1, 3),
	writeback_threshold=50 * math.random(0, 2), nr_max_batched_writeback=math.random(1, 8),
	write_around_mode=math.random(8) == 8 and 1 or 0,
	read_cache_threshold=math.random(0, 2), barrier_deadline_ms=math.random(0, 3)}
local function load()
	local tasks = {}
	for i = 1, math.random(3) do
		tasks[i] = spawn(workload, {rw="randrw",
			bsrange="512-" .. 4 * math.random(4) .. "k", size="96k",
			iodepth=math.random(3), number_ios=8, fsync=math.random(0, 4),
			fua=math.random(0, 4), rwmixread=40, vec=math.random(0, 9), tag="t" .. i})
	end
	for i = 1, #tasks do wait(tasks[i]) end
end
load()
cut("anywhere", {model=({"any", "prefix", "bounded"})[math.random(3)]})
load()
cut "anywhere"
