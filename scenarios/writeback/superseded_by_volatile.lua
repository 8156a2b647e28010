-- A newer version is in RAM while the older, durable one is due for writeback: it is not
-- left out, for a cut takes the newer.
-- Claims: C2 C4 I3
device{order=5, segments=8}
write(0, "4k", "A")
flush()
write(0, "4k", "B")
dm.message("wb", "writeback_threshold 100")
sleep "100ms"
cut "anywhere after the flush"
expect(0, "4k", either("A", "B"))
