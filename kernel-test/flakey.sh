# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh
#
# title: a disk dies under the driver: everything fails, nothing hangs, nothing is lost
# modules: dm-mod dm-flakey null_blk brd libcrc32c crc32c_generic
# programs: dmsetup
# builds: writeboost
# timeout: 300

wb=/dev/mapper/wb
sectors=65536

# A disk that works, and one table line away a dead one.
flakey() { # NAME ARGS...
	name=$1
	shift
	echo "0 $(blockdev --getsz "/dev/$name") flakey /dev/$name 0 $*"
}

works() {
	dmsetup create "f-$1" --table "$(flakey "$1" 60 0)"
}

# The disk changes while I/O is under way: the swap itself must not wait for it.
becomes() { # NAME ARGS...
	disk=$1
	shift
	dmsetup suspend --noflush --nolockfs "f-$disk" &&
		flakey "$disk" "$@" | dmsetup load "f-$disk" &&
		dmsetup resume "f-$disk"
}

is_dead() {
	case $(dmsetup status wb) in
	*dead) return 0 ;;
	*) return 1 ;;
	esac
}

# Writes until it notices; the writes themselves may fail or not.
until_dead() {
	tries=0
	until is_dead; do
		[ $tries -lt 200 ] || return 1
		tries=$((tries + 1))
		dd if=/dev/zero of=$wb bs=64k seek=$((tries % 64 + 64)) count=1 oflag=direct \
			conv=fsync 2>/dev/null
	done
	return 0
}

fails() {
	! "$@" 2>/dev/null
}

log_lines() {
	dmesg | wc -l
}

# die WHICH FLAKEY-ARGS...: what must hold whichever disk dies, and however
die() {
	which=$1
	shift
	label="$which: ${*:-down}"
	dmesg -c >/dev/null
	check "$label: create" dmsetup create wb --table \
		"0 $sectors writeboost /dev/mapper/f-hdd /dev/mapper/f-ssd"
	check "$label: content" content_write /tmp/content $wb
	check "$label: a flush is a promise" content_flush $wb
	check "$label: dies" becomes "$which" "$@"
	[ "$which" = ssd ] || dmsetup message wb 0 drop_caches 2>/dev/null
	check "$label: is noticed" until_dead
	check "$label: writes fail" fails dd if=/dev/zero of=$wb bs=4k count=1 oflag=direct
	check "$label: reads fail" fails dd if=$wb of=/dev/null bs=4k count=1 iflag=direct
	check "$label: far reads fail" fails dd if=$wb of=/dev/null bs=4k skip=5000 count=1 \
		iflag=direct
	check "$label: flushes fail" fails dd if=/dev/zero of=$wb bs=4k count=1 conv=fsync
	check "$label: drop_caches ends" fails within 10 dmsetup message wb 0 drop_caches
	check "$label: suspend ends" within 10 dmsetup suspend wb
	check "$label: resume ends" fails fails within 10 dmsetup resume wb
	like "$label: stays dead" "$(dmsetup status wb)" "*dead"
	check "$label: remove ends" within 10 dmsetup remove wb
	lines=$(dmesg | grep -c writeboost)
	check "$label: $lines lines of log" test "$lines" -lt 40
	becomes "$which" 60 0
	check "$label: revived" dmsetup create wb --table \
		"0 $sectors writeboost /dev/mapper/f-hdd /dev/mapper/f-ssd"
	check "$label: nothing is lost" content_check /tmp/content $wb
	check "$label: drop_caches" within 60 dmsetup message wb 0 drop_caches
	check "$label: remove" within 10 dmsetup remove wb
	content_scatter /tmp/content /dev/mapper/f-hdd 1
}

# The same with requests under way when it happens.
die_under_load() { # WHICH FLAKEY-ARGS...
	which=$1
	shift
	label="$which under load: $*"
	dmesg -c >/dev/null
	dmsetup create wb --table "0 $sectors writeboost /dev/mapper/f-hdd /dev/mapper/f-ssd"
	for writer in 1 2 3; do
		while dd if=/dev/zero of=$wb bs=4k seek=$((4096 + writer * 1000)) count=500 \
			oflag=direct 2>/dev/null && ! is_dead; do :; done &
	done
	sleep 0.5
	check "$label: dies" becomes "$which" "$@"
	[ "$which" = ssd ] || dmsetup message wb 0 drop_caches 2>/dev/null
	check "$label: is noticed" within 60 until_dead
	check "$label: every request ends" within 30 wait
	check "$label: remove ends" within 10 dmsetup remove wb
	lines=$(dmesg | grep -c writeboost)
	check "$label: $lines lines of log" test "$lines" -lt 40
	becomes "$which" 60 0
}

check "the disks" null_disk ssd 8 cache_size=1
ram_disk hdd 32
modprobe -a dm-mod dm-flakey libcrc32c
check "the module loads" insmod /modules/dm-writeboost.ko
works ssd
works hdd
content_create /tmp/content 4
die ssd 0 1
die ssd 0 1 1 error_writes
die hdd 0 1
die hdd 0 1 1 error_writes
die_under_load ssd 0 1
die_under_load hdd 0 1 1 error_writes
dmsetup remove f-ssd
dmsetup remove f-hdd
check "the module unloads" rmmod dm-writeboost
