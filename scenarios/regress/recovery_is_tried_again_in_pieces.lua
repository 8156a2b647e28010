-- Recovery writes once more what no flush is known to have covered. A disk that takes
-- small I/Os only gets that in pieces; one of them finds no memory, and all are sent again.
-- The same bytes over themselves add no state to what a power cut may leave.
-- Claims: C2 C12 I2 I3 I4
disk("ssd", "2M", {max_sectors=8})
device{order=5, segments=8, writeback_threshold=0}
write(0, "36k", "A")
flush()
cut("now", {model="all"})
fault("ssd", {op="write", nth=2, errno="ENOMEM"})
expect(0, "36k", "A")
