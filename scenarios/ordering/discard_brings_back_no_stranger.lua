-- Discarded sectors read as the old content or as zeroes; their neighbours stay, and a
-- write after the discard is there.
-- Claims: C1 C13
disk("ssd", "2M", {discard=true})
disk("hdd", "4M", {discard=true})
write(0, "16k", "A")
discard("4k", "8k")
expect(0, "4k", "A")
expect("4k", "8k", either("A", zero))
expect("12k", "4k", "A")
write("6k", "1k", "B")
flush()
cut "now"
expect("6k", "1k", "B")
