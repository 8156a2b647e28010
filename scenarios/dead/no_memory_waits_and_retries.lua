-- A disk that says -ENOMEM is asked again: nothing fails and nothing is lost.
-- Claims: C1 C2 C12
fault("ssd", {op="write", errno="ENOMEM", every=3, times=5})
fault("hdd", {op="write", errno="ENOMEM", every=2, times=5})
for i = 0, 3 do
	write(4096 * i, "4k", "A" .. i)
	flush()
end
dm.message("wb", "drop_caches")
for i = 0, 3 do expect(4096 * i, "4k", "A" .. i) end
assert(not dm.field(dm.status(), "dead"), "dead of ENOMEM")
