-- What no flush has covered may be torn, so recovery reads it: where it cannot, it fails
-- rather than guess.
-- Claims: C6 I1
device{order=7, segments=16}
write(0, "150k", "A")
dm.remove()
fault("ssd", {op="read", from=2048 + 2 * 128 + 8, to=2048 + 3 * 128, errno="EIO"})
expect_error("EIO", device, {order=7, segments=16})
fault_clear("ssd")
device{order=7, segments=16}
expect(0, "150k", "A")
