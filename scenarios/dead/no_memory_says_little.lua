-- A disk is out of memory for a long time: the log is not filled with it.
-- Claims: C12
write(0, "4k", "A")
fault("ssd", {op="write", errno="ENOMEM", times=300})
flush()
assert(now() > 2e9, "it was not tried often")
assert(log_count("out of memory") > 0, "nothing was said")
assert(log_count("out of memory") < 40, "too much was said")
