# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh
#
# title: the assertions that the kernel shim passes, in the real kernel
# modules: dm-mod null_blk brd libcrc32c crc32c_generic
# programs: dmsetup
# builds: conformance
# timeout: 400
#
# disk-a: completes in softirq, has a volatile cache, FUA and discard
# disk-b: completes inside submit_bio, has none of them

# The module prints KTAP to the kernel's log, each line marked.
suite() {
	dmesg -c >/dev/null
	dmsetup message "$1" 0 run "$2" >/tmp/verdict 2>&1
	dmesg | sed -n 's/^.*conformance: KTAP //p' | tee /tmp/ktap | sed 's/^/    /'
	like "$2 on $1" "$(cat /tmp/verdict)" "* assertions"
}

check "a disk with a volatile cache" null_disk disk-a 64 cache_size=1 discard=1
check "a disk without" ram_disk disk-b 16
modprobe -a libcrc32c dm-mod
check "the module loads" insmod /modules/conformance.ko
for disk in a b; do
	check "a device over disk-$disk" dmsetup create disk-$disk \
		--table "0 1024 conformance /dev/disk-$disk"
done
for name in wait completion timer workqueue kthread memory containers bits text maths bio chain; do
	suite disk-a $name
done
for disk in a b; do
	suite disk-$disk block
	suite disk-$disk dm_io
done
dmsetup remove disk-a
dmsetup remove disk-b
check "the module unloads" rmmod conformance
