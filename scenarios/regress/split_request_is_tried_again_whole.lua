-- A request that a disk cut into pieces, and refused for lack of memory, is tried again
-- whole: it is not over before its last piece.
-- Claims: C1 C7 C12
disk("hdd", "32M", {max_sectors=16})
disk("ssd", "8M", {max_sectors=16})
device{size="32M", order=8, segments=16}
fault("hdd", {op="write", errno="ENOMEM", every=3, times=20})
fault("hdd", {op="read", errno="ENOMEM", every=3, times=20})
workload{rw="write", bs="256k", size="4M"}
workload{rw="read", bs="256k", size="8M"}
