-- A cache device that holds something else is refused, and not a byte of it changes: noise,
-- or all that a superblock of ours has, but for its magic.
-- Claims: C11
device{order=4, segments=8}
write(0, "4k", "A")
shutdown()
local ours = peek("ssd", 0, 512)
for _, foreign in ipairs{"this is somebody else's data", "\x75" .. ours:sub(2)} do
	poke("ssd", 0, foreign)
	expect_error("EINVAL", device, {})
	assert(log_contains("superblock: magic"), "the field is not named")
	assert(peek("ssd", 0, 512):sub(1, #foreign) == foreign)
	assert(nr_ios("ssd", "write") == 0 and nr_ios("hdd", "write") == 0)
	shutdown()
end
poke("ssd", 0, ours)
expect(0, "4k", "A")
