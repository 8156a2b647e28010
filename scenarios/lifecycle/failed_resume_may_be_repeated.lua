-- A table whose cache device cannot be recovered fails to resume, again and again; when the
-- device is put right, it resumes. Nothing of the failed attempts is left.
-- Claims: C10 C11 C12
device{order=4, segments=8}
write(0, "4k", "A")
dm.suspend()
local was = peek("ssd", 1048576 + 2 * 8192, 512)
dm.load("wb", dm.table())
poke("ssd", 1048576 + 2 * 8192, string.pack("<I8I4B", 3, 0, 9))
for _ = 1, 3 do expect_error("EINVAL", dm.resume) end
poke("ssd", 1048576 + 2 * 8192, was)
dm.resume()
expect(0, "4k", "A")
