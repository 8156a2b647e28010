-- After a power cut one of the disks is not there: no device is made, nothing is written,
-- and once it is back all that was promised is there.
-- Claims: C2 C4 C11
device{order=4, segments=4}
local table = dm.table()
write(0, "4k", "A")
flush()
write("4k", "4k", "B")
for _, disk in ipairs{"hdd", "ssd"} do
	cut "now"
	unplug(disk)
	expect_error("ENXIO", dm.create, "wb", table)
	assert(nr_ios("ssd", "write") == 0 and nr_ios("hdd", "write") == 0)
	shutdown()
	plug(disk)
end
expect(0, "4k", "A")
