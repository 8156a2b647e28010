-- A device whose resume failed is still suspended, so requests to it wait, as dm core has it.
-- The next table that works serves them; --force ends them with an error.
-- Claims: C7 C10
disk("hdd", "8M", {model="hdd"})
disk("ssd", "1280k", {model="nvme"})
device{order=4, segments=32}
write(0, "4k", "A")

local function fail_to_resume(...)
	dm.suspend()
	dm.load("wb", dm.table())
	fault("ssd", {op="read", nth=1, errno="EIO"})
	local request = spawn(...)
	sleep "1ms"
	expect_error("EIO", dm.resume)
	fault_clear("ssd")
	sleep "1s"
	return request
end

local answered
local request = fail_to_resume(function()
	write("8k", "4k", "B")
	answered = true
end)
assert(not answered, "a suspended device answers")
-- What failed is dead, and trying again does not help.
expect_error("EIO", dm.resume)
dm.load("wb", dm.table())
dm.resume()
wait(request)
expect("8k", "4k", "B")
flush()

request = fail_to_resume(expect_error, "EIO", write, "8k", "4k", "C")
-- The request keeps the device open until the error has reached it: busy at first, perhaps.
local function remove_by_force()
	for _ = 1, 3 do
		if pcall(dm.remove, "wb", {force=true}) then return end
		sleep "1ms"
	end
	dm.remove("wb", {force=true})
end
remove_by_force()
wait(request)
device{order=4, segments=32}
expect(0, "4k", "A")
expect("8k", "4k", either("B", "C"))
