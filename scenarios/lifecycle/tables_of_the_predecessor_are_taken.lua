-- Each key, message and table line that dm-writeboost 2.2 documents is taken as it is, and
-- what it leaves out has the same default.
-- Claims: C11
disk("ssd", "2M")
disk("hdd", "4M")
local line = "0 8192 writeboost /dev/hdd /dev/ssd"
local keys = {writeback_threshold={0, 100}, nr_max_batched_writeback={1, 32},
	update_sb_record_interval={0, 3600}, sync_data_interval={0, 3600},
	read_cache_threshold={0, 127}, write_around_mode={0, 1}, nr_read_cache_cells={1, 2048}}
dm.create("wb", line)
local status = dm.status()
for _, default in ipairs{"writeback_threshold 0", "nr_cur_batched_writeback 32",
	"sync_data_interval 0", "update_sb_record_interval 0", "read_cache_threshold 0"} do
	assert(status:find(" " .. default, 1, true), default .. " is not the default")
end
dm.remove()
for key, values in pairs(keys) do
	for _, value in ipairs(values) do
		dm.create("wb", line .. " 2 " .. key .. " " .. value)
		if key:sub(1, 2) ~= "wr" or key == "writeback_threshold" then
			pcall(dm.message, "wb", key .. " " .. values[1])
		end
		dm.remove()
	end
end
dm.create("wb", line .. " 14 writeback_threshold 70 nr_max_batched_writeback 8 " ..
	"update_sb_record_interval 60 sync_data_interval 60 read_cache_threshold 32 " ..
	"write_around_mode 0 nr_read_cache_cells 2048")
for _, text in ipairs{"writeback_threshold 70", "nr_max_batched_writeback 4",
	"update_sb_record_interval 3600", "sync_data_interval 3600", "read_cache_threshold 127",
	"clear_stat", "drop_caches"} do
	dm.message("wb", text)
end
