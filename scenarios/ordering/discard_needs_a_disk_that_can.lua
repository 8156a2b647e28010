-- A discard is refused where the backing device knows none. Where it does, it gets those of
-- blocks that are not dirty in the cache; the others are left alone.
-- Claims: C13
disk("ssd", "2M", {discard=true})
disk("hdd", "4M")
disk("thin", "4M", {discard=true})
dm.create("wb", "0 8192 writeboost /dev/hdd /dev/ssd 2 segment_size_order 5")
write(0, "4k", "A")
expect_error("EOPNOTSUPP", discard, 0, "4k")
expect(0, "4k", "A")
dm.message("wb", "drop_caches")
dm.remove()
poke("ssd", 0, string.rep("\0", 512))
dm.create("two", "0 8192 writeboost /dev/thin /dev/ssd 2 segment_size_order 5")
write("64k", "4k", "B", {dev="two"})
discard("64k", "4k", {dev="two"})
assert(nr_ios("thin", "discard") == 0, "a dirty block was discarded")
discard("128k", "64k", {dev="two"})
assert(nr_ios("thin", "discard") == 1, "the discard did not arrive")
finish{readback=false}
