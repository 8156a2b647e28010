-- A new table is resumed while users still hear -EIO from the dead one: what the new one
-- writes to make itself ready is its own, and what it answers is judged as its own.
-- Claims: C2 C8 C10
device{writeback_threshold=0}
write(0, "4k", "A")
flush()
for round = 1, 2 do
	fault("ssd", {op="write", errno="EIO", times=1})
	pcall(write, "4k", "4k", "B")
	local users = spawn(workload, {rw="randrw", bs="4k", offset="64k", size="64k", iodepth=4,
		number_ios=200, fsync=4, may_fail=true})
	if round == 1 then pcall(flush) end
	dm.load("wb", dm.table())
	dm.resume()
	fault_clear("ssd")
	wait(users)
	dm.load("wb", dm.table())
	dm.resume()
	expect(0, "4k", "A")
end
write("4k", "4k", "C")
flush()
expect("4k", "4k", "C")
