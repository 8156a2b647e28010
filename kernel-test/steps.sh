# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh
#
# title: what dmsetup is answered: the step files that the kernel shim passes
# modules: dm-mod dm-flakey dm-delay dm-log-writes dm-zero null_blk brd libcrc32c
# programs: dmsetup
# builds: conformance ram_cache steps
# timeout: 300

check "a disk with a volatile cache" null_disk disk-a 64 cache_size=1 discard=1
check "a disk without" ram_disk disk-b 16
modprobe -a libcrc32c dm-mod
check "the module loads" insmod /modules/conformance.ko
check "the RAM cache loads" insmod /modules/ram_cache.ko
for file in steps/*.steps; do
	note "$file"
	steps "$file" >/tmp/tap
	adopt </tmp/tap
done
check "the RAM cache unloads" rmmod ram_cache
check "the module unloads" rmmod conformance
