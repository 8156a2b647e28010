-- A message that is wrong is refused and changes nothing.
-- Claims: C11
device{order=5, segments=8, writeback_threshold=30}
local table = dm.table()
local bad = {"writeback_threshold 101", "writeback_threshold -1", "writeback_threshold x",
	"writeback_threshold", "nr_max_batched_writeback 0", "nr_max_batched_writeback 33",
	"read_cache_threshold 128", "write_around_mode 2", "sync_data_interval 3601",
	"nr_rambuf_pool 3", "segment_size_order 5", "no_such_key 1", "drop_caches now"}
for _, text in ipairs(bad) do
	expect_error("EINVAL", dm.message, "wb", text)
end
assert(dm.table() == table, "a refused message changed something")
