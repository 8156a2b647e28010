-- Status, messages and tables work before the first resume and while suspended: drop_caches
-- is refused there, keys are taken.
-- Claims: C11
device{order=5, segments=8, writeback_threshold=10}
write(0, "64k", "A")
local line = dm.table()
dm.suspend()
expect_error("EBUSY", dm.message, "wb", "drop_caches")
dm.message("wb", "sync_data_interval 5")
dm.message("wb", "clear_stat")
expect_error("EINVAL", dm.message, "wb", "clear_stat now please")
expect_error("EINVAL", dm.message, "wb", "drop_everything")
dm.load("wb", line)
assert(#dm.status("wb", {inactive=true}) > 0)
assert(dm.table("wb", {inactive=true}) == line)
dm.clear("wb")
dm.resume()
expect(0, "64k", "A")
