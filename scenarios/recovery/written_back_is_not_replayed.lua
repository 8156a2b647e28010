-- What was written back and then overwritten past the log stays overwritten: recovery
-- begins behind the record.
-- Claims: C2 C4 I3
device{order=5, segments=8}
write(0, "4k", "A")
dm.message("wb", "drop_caches")
dm.message("wb", "write_around_mode 1")
write(0, "4k", "B")
flush()
cut "now"
expect(0, "4k", "B")
