-- What is read after a recovery stays, also what a failed write left in the cache of the
-- backing disk: a power cut that takes it away comes after a recovery that flushed it.
-- Claims: C5
device{order=4, segments=1, write_around_mode=1}
fault("hdd", {errno="EIO", op="write"})
pcall(write, 0, "4k", "A")
dm.load("wb", dm.table())
dm.resume()
read(0, "4k")
cut("now", {model="none"})
