-- Every tunable is turned while the device works: speed changes, contents do not.
-- Claims: C1 C14
local keys = {"writeback_threshold 100", "nr_max_batched_writeback 1", "sync_data_interval 1",
	"update_sb_record_interval 1", "read_cache_threshold 8", "write_around_mode 1",
	"barrier_deadline_ms 3", "write_around_mode 0", "writeback_threshold 0"}
local load = spawn(workload, {rw="randrw", bsrange="512-16k", size="256k", iodepth=4,
	number_ios=300, fsync=10})
for _, key in ipairs(keys) do
	dm.message("wb", key)
	sleep "3ms"
end
wait(load)
