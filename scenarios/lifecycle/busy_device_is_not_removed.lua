-- A device that somebody holds open is not removed, and goes on working.
-- Claims: C10
write(0, "4k", "A")
dm.open()
expect_error("EBUSY", dm.remove)
expect(0, "4k", "A")
dm.close()
dm.remove()
