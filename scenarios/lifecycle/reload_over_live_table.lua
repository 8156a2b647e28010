-- A second table for the same disks is loaded while the first one is live: loading
-- changes nothing on the disks, and after resume the new table has all the data.
-- Claims: C1 C9 C10
write(0, "4k", "A")
local writes = nr_ios("ssd", "write") + nr_ios("hdd", "write")
dm.load("wb", dm.table())
assert(nr_ios("ssd", "write") + nr_ios("hdd", "write") == writes, "load wrote to a disk")
write("4k", "4k", "B")
dm.resume()
expect(0, "4k", "A")
expect("4k", "4k", "B")
dm.load("wb", dm.table())
dm.clear()
expect("4k", "4k", "B")
