-- A disk that has no memory for a read is asked again: the read takes longer, no more.
-- Claims: C1 C8 C12
device{order=5, segments=8}
write(0, "4k", "A")
flush()
fault("ssd", {op="read", errno="ENOMEM", times=2})
fault("hdd", {op="read", errno="ENOMEM", times=2})
expect(0, "4k", "A")
expect("64k", "4k", zero)
assert(not dm.field(dm.status(), "dead"), "dead of ENOMEM")
