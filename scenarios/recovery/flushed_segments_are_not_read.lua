-- Recovery reads of what was flushed the headers only: a place in the data there that
-- cannot be read does not stop it. What may be torn is read.
-- Claims: C2 C6 I1
device{order=7, segments=16}
for i = 0, 39 do
	fua(i * 4096, "4k", "A")
end
dm.remove()
-- The data of the fourth segment, and of the newest.
fault("ssd", {op="read", from=2048 + 3 * 128 + 8, to=2048 + 4 * 128, errno="EIO"})
device{order=7, segments=16}
fault_clear("ssd")
expect(0, "160k", "A")
