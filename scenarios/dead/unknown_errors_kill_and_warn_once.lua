-- An error of the SSD that nobody expects: it is reported once, and as the driver cannot do
-- without the answer, it is the end.
-- Claims: C8
device{order=4, segments=16}
write(0, "4k", "A")
flush()
fault("ssd", {op="write", errno="ENOSPC"})
write("4k", "4k", "B")
expect_error("EIO", flush)
assert(log_contains("unexpected error"), "nothing is said of it")
assert(dm.field(dm.status(), "dead"), "it lives on")
