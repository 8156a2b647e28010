-- The table line says what messages have set, so it makes the same device again.
-- Claims: C11 C14
device{order=5, segments=8}
write(0, "4k", "A")
dm.message("wb", "writeback_threshold 55")
dm.message("wb", "sync_data_interval 7")
local table = dm.table()
assert(table:find("writeback_threshold 55", 1, true))
assert(table:find("sync_data_interval 7", 1, true))
dm.remove()
dm.create("wb", table)
assert(dm.table() == table)
expect(0, "4k", "A")
