-- What went past the log is durable after a suspend, too.
-- Claims: C9 I10
device{order=5, segments=8, write_around_mode=1}
write(0, "4k", "A")
dm.suspend()
cut("now", {model="none"})
expect(0, "4k", "A")
