# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh
#
# title: the driver's whole life: create, write, suspend, reload, remove, recover
# modules: dm-mod null_blk brd libcrc32c crc32c_generic
# programs: dmsetup
# optional: fio
# builds: writeboost
# timeout: 300

wb=/dev/mapper/wb
table="0 65536 writeboost /dev/hdd /dev/ssd"

fields() {
	dmsetup status wb | cut -d ' ' -f "$1"
}

check "the disks" null_disk ssd 16 cache_size=1
ram_disk hdd 32
modprobe -a dm-mod libcrc32c
check "the module loads" insmod /modules/dm-writeboost.ko

# --- tables ---
check "create" dmsetup create wb --table "$table"
is "size" "$(blockdev --getsz $wb)" 65536
like "table" "$(dmsetup table wb)" "0 65536 writeboost *:* *:*"
like "status" "$(dmsetup status wb)" "0 65536 writeboost *live"
check "module is in use" sh -c "! rmmod dm-writeboost"
check "same disk twice is refused" sh -c \
	"! dmsetup create x --table '0 65536 writeboost /dev/hdd /dev/hdd'"
check "too large is refused" sh -c \
	"! dmsetup create x --table '0 65537 writeboost /dev/hdd /dev/ssd'"
check "unknown key is refused" sh -c \
	"! dmsetup create x --table '0 65536 writeboost /dev/hdd /dev/ssd 2 nonsense 1'"

# --- data ---
content_create /tmp/content 8
check "write" content_write /tmp/content $wb
check "read back" content_check /tmp/content $wb
check "small writes" content_scatter /tmp/content $wb 200
check "read back" content_check /tmp/content $wb

# --- suspend, resume, reload ---
check "suspend and resume" sh -c "dmsetup suspend wb && dmsetup resume wb"
check "read back" content_check /tmp/content $wb
content_scatter /tmp/content $wb 50
check "reload the table it prints" sh -c \
	"dmsetup table wb | dmsetup load wb && dmsetup resume wb"
check "read back" content_check /tmp/content $wb
dd if=/dev/zero of=$wb bs=4k seek=4096 count=4000 oflag=direct 2>/dev/null &
writer=$!
for round in 1 2 3 4 5; do
	check "suspend under load, round $round" sh -c \
		"dmsetup suspend wb && sleep 0.1 && dmsetup resume wb"
done
check "the load ends" wait $writer
check "read back" content_check /tmp/content $wb

# --- messages ---
check "message: tune" dmsetup message wb 0 writeback_threshold 70
like "table has it" "$(dmsetup table wb)" "*writeback_threshold 70*"
check "message: unknown" sh -c "! dmsetup message wb 0 nonsense"
check "message: out of range" sh -c "! dmsetup message wb 0 writeback_threshold 101"
check "message: clear_stat" dmsetup message wb 0 clear_stat
check "message: drop_caches" within 60 dmsetup message wb 0 drop_caches
is "nothing is dirty" "$(fields 10)" 0
check "the HDD has it all" content_check /tmp/content /dev/hdd

# --- remove and recover ---
dmsetup message wb 0 writeback_threshold 0
content_scatter /tmp/content $wb 100
check "remove" within 30 dmsetup remove wb
check "create again" dmsetup create wb --table "$table"
check "read back" content_check /tmp/content $wb
# What is dirty is lost when the cache is formatted: first, nothing must be.
check "message: drop_caches" within 60 dmsetup message wb 0 drop_caches
check "remove" within 30 dmsetup remove wb
for order in 4 7 10; do
	dd if=/dev/zero of=/dev/ssd bs=4k count=1 oflag=direct 2>/dev/null
	check "format with order $order" dmsetup create wb --table \
		"$table 2 segment_size_order $order"
	content_scatter /tmp/content $wb 60
	dmsetup remove wb
	check "create again, order $order" dmsetup create wb --table "$table"
	check "read back, order $order" content_check /tmp/content $wb
	dmsetup message wb 0 drop_caches
	dmsetup remove wb
done
check "the HDD has it all" content_check /tmp/content /dev/hdd

# --- fio ---
if command -v fio >/dev/null; then
	dmsetup create wb --table "$table"
	check "fio: random writes, verified" fio --name=random --filename=$wb --direct=1 \
		--rw=randwrite --bs=4k --size=16M --io_size=12M --ioengine=libaio --iodepth=16 \
		--verify=crc32c --verify_fatal=1 --do_verify=1 --fsync=256 --randrepeat=1
	check "fio: mixed sizes, verified" fio --name=mixed --filename=$wb --direct=1 \
		--rw=randwrite --bssplit=512/20:2k/20:4k/20:12k/20:64k/20 --blockalign=512 --size=16M \
		--io_size=8M --ioengine=libaio --iodepth=8 --verify=crc32c --verify_fatal=1 \
		--do_verify=1 --randrepeat=1
	check "remove" within 60 dmsetup remove wb
else
	skip "fio" "not installed on the host"
fi
check "the module unloads" rmmod dm-writeboost
