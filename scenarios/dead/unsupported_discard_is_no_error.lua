-- A disk that announces discard and refuses it does no harm: a discard is a hint.
-- Claims: C8 C13
disk("ssd", "2M", {discard=true})
disk("hdd", "4M", {discard=true})
write(0, "4k", "A")
fault("hdd", {op="discard", errno="EOPNOTSUPP"})
discard("64k", "64k")
assert(not dm.field(dm.status(), "dead"), "dead of a discard")
expect(0, "4k", "A")
