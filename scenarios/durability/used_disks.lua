-- Both disks were used by somebody else before. What nobody has written shows what was
-- there, a torn log entry lies over old garbage instead of zeroes, and neither is ever
-- taken for the device's own.
-- Claims: C1 C2 C4 I1
disk("ssd", "1056k", {model="null", fill="garbage"})
disk("hdd", "64k", {model="null", fill="garbage"})
device{order=4, segments=4}
write("16k", "4k", "A")
write("21k", "1k", "B")
flush()
write("16k", "2k", "C")
fua("24k", "4k", "D")
write("22k", "512", "E")
cut "anywhere"
