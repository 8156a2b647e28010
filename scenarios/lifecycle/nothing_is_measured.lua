-- The kernel may ask a target for what integrity measurement is to see of it, at any time.
-- There is nothing of this one: the answer is empty, also while suspended and when dead.
-- Claims: C10
device{order=4, segments=8}
local function is_empty()
	return dm.ima():match("^0 %d+ writeboost%s*$") ~= nil
end
assert(is_empty(), dm.ima())
write(0, "4k", "A")
dm.load("wb", dm.table())
assert(dm.ima("wb", {inactive=true}):match("writeboost%s*$"), "of the table that is loaded")
dm.suspend()
assert(is_empty(), "while suspended")
dm.resume()
fault("ssd", {op="write", errno="EIO"})
pcall(flush)
pcall(fua, 0, "4k", "B")
assert(dm.field(dm.status(), "dead"), "it lives")
assert(is_empty(), "when dead")
