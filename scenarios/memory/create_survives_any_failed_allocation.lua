-- The n-th allocation of `dmsetup create` fails, for n = 1, 2, … until it needs no
-- more: each time it ends with ENOMEM, leaves nothing behind, and works when repeated.
-- Claims: C12
device{order=5, segments=8}
local table, n = dm.table(), 0
dm.remove()
repeat
	n = n + 1
	fail_alloc(n)
	local ok = pcall(dm.create, "wb", table)
	local failed = alloc_failed()
	fail_alloc(0)
	assert(ok or failed, "create failed without a reason")
	if ok then dm.remove() end
until not failed
dm.create("wb", table)
write(0, "4k", "A")
expect(0, "4k", "A")
