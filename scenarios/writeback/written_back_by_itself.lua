-- With an idle HDD and a threshold of 100 everything is written back in time, and the
-- HDD alone then holds it.
-- Claims: C1 C14 I3
device{order=4, segments=8, writeback_threshold=100, sync_data_interval=1}
write(0, "4k", "A")
write("8k", "4k", "B")
flush()
sleep "30s"
assert(dm.field(dm.status(), "nr_dirty") == 0, "something is still dirty")
expect(0, "4k", "A")
expect("8k", "4k", "B")
