-- After a suspend the two disks alone hold everything that was acknowledged, flushed
-- or not: power may go, and with it all that is volatile.
-- Claims: C9 I10
write(0, "4k", "A")
write("6k", "1k", "B")
dm.suspend()
cut("now", {model="none"})
expect(0, "4k", "A")
expect("6k", "1k", "B")
