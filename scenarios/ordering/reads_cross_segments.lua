-- Blocks that are neighbours on the device lie anywhere on the SSD: one read of all of
-- them puts each in its place.
-- Claims: C1
device{order=5, segments=8}
write(0, "4k", "A")
write("48k", "4k", "X")
write("4k", "4k", "B")
flush()
write("52k", "4k", "Y")
write("8k", "4k", "C")
flush()
write("56k", "4k", "Z")
write("60k", "4k", "W")
write("12k", "4k", "D")
flush()
assert(read(0, "16k") == "A,B,C,D")
assert(read("48k", "16k") == "X,Y,Z,W")
