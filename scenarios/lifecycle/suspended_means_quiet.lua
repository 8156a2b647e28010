-- A suspended device does no I/O, whatever its tunables ask for.
-- Claims: C9
device{order=4, segments=16, writeback_threshold=100, sync_data_interval=1,
	nr_max_batched_writeback=1}
for i = 0, 7 do write(4096 * i, "4k", "A" .. i) end
dm.suspend()
local function nr() return nr_ios("ssd", "write") + nr_ios("hdd", "write") end
local before = nr()
sleep "10s"
assert(nr() == before, "I/O of a suspended device")
dm.resume()
for i = 0, 7 do expect(4096 * i, "4k", "A" .. i) end
