-- Power fails while an empty cache device is formatted: the next activation formats
-- it, or finds it formatted, and never refuses it.
-- Claims: C6
device{order=5, segments=4}
cut "anywhere"
expect(0, "64k", zero)
write(0, "4k", "A")
expect(0, "4k", "A")
