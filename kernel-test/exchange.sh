# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh
#
# title: dm-writeboost 2.2 and our driver take over each other's devices
# modules: dm-mod libcrc32c crc32c_generic
# programs: dmsetup
# builds: writeboost writeboost_2_2
# disks: hdd=32M ssd=8M plain=32M
# boots: 3
# killed: 1 2
# timeout: 400
#
# The content that must be there lies beside, on a plain disk. What the cache holds
# is dirty when the other driver takes over, after a removal and after a crash. The
# log has 14 segments and wraps many times. In the end both are given the same words.

hdd=/dev/vda
ssd=/dev/vdb
plain=/dev/vdc
wb=/dev/mapper/wb
table="0 65536 writeboost $hdd $ssd"

with() { # ours or peer
	driver=$1
	case $driver in
	ours) insmod /modules/dm-writeboost.ko ;;
	peer) insmod /modules/peer/dm-writeboost.ko ;;
	esac && dmsetup create wb --table "$table"
}

without() {
	within 60 dmsetup remove wb && rmmod dm-writeboost
}

# Some whole blocks, many parts of blocks, the same place again and again.
work() { # TIMES
	content_scatter /tmp/content $wb "$1" &&
		dd if=/dev/urandom of=/tmp/change bs=4k count=900 2>/dev/null &&
		dd if=/tmp/change of=/tmp/content bs=4k seek=$((work_place * 300)) conv=notrunc \
			2>/dev/null &&
		dd if=/tmp/change of=$wb bs=4k seek=$((work_place * 300)) oflag=direct 2>/dev/null
	work_place=$(((work_place + 1) % 4))
}
work_place=0

save() {
	content_flush $wb && dd if=/tmp/content of=$plain bs=64k oflag=direct 2>/dev/null &&
		content_flush $plain
}

is_dirty() {
	# shellcheck disable=SC2046 # words
	set -- $(dmsetup status wb)
	[ "${10}" -gt 0 ]
}

pass_on() { # FROM TO
	check "$1: work" work 60
	check "$1: more work, over older" work 40
	check "$1: read back" content_check /tmp/content $wb
	check "$1: leaves dirty blocks" is_dirty
	check "$1: ends" without
	check "$2: takes over" with "$2"
	check "$2: every block of $1 is right" content_check /tmp/content $wb
}

# Every table line, key and message of the peer's documentation, as it stands there.
speaks() { # ours or peer
	driver=$1
	case $driver in
	ours) insmod /modules/dm-writeboost.ko ;;
	peer) insmod /modules/peer/dm-writeboost.ko ;;
	esac
	for words in "" "2 writeback_threshold 70" "2 nr_max_batched_writeback 32" \
		"2 update_sb_record_interval 60" "2 sync_data_interval 60" \
		"2 read_cache_threshold 127" "2 write_around_mode 1" \
		"4 writeback_threshold 0 read_cache_threshold 0"; do
		check "$driver: takes '$words'" dmsetup create wb --table "$table $words"
		like "$driver: says so, '$words'" "$(dmsetup table wb)" "*writeboost *:* *:*${words:+ }$words"
		check "$driver: suspends and resumes" sh -c "dmsetup suspend wb; dmsetup resume wb"
		for message in "writeback_threshold 70" "nr_max_batched_writeback 8" \
			"update_sb_record_interval 1" "sync_data_interval 1" \
			"read_cache_threshold 32" clear_stat drop_caches; do
			# shellcheck disable=SC2086 # words
			check "$driver: hears '$message'" within 60 dmsetup message wb 0 $message
		done
		check "$driver: status has its fields" status_shape
		check "$driver: is removed" within 60 dmsetup remove wb
	done
	rmmod dm-writeboost
}

# The fields that scripts read, by their place; a count and pairs follow.
status_shape() {
	# shellcheck disable=SC2046 # words
	set -- $(dmsetup status wb)
	shift 3
	for field in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24; do
		case $1 in *[!0-9]* | "") return 1 ;; esac
		shift
	done
	[ $(($1 % 2)) = 0 ] && [ $# -gt "$1" ] && [ "$2" = writeback_threshold ]
}

modprobe -a virtio_pci virtio_blk dm-mod libcrc32c
dd if=$plain of=/tmp/content bs=64k 2>/dev/null
case $BOOT in
1)
	check "peer: formats" with peer
	pass_on peer ours
	pass_on ours peer
	pass_on peer ours
	check "ours: ends" without
	check "the cache is zeroed" dd if=/dev/zero of=$hdd bs=64k count=512 oflag=direct
	check "and its first block" dd if=/dev/zero of=$ssd bs=4k count=1 oflag=direct
	check "ours: formats" with ours
	dd if=/dev/zero of=/tmp/content bs=64k count=512 2>/dev/null
	pass_on ours peer
	check "peer: work before the crash" work 50
	;;
2)
	check "ours: takes over after the crash" with ours
	check "ours: what the peer flushed is right" content_check /tmp/content $wb
	check "ours: work before the crash" work 70
	;;
3)
	check "ours: takes over its own after the crash" with ours
	check "ours: what it flushed is right" content_check /tmp/content $wb
	pass_on ours peer
	pass_on peer ours
	check "ours: drop_caches" within 60 dmsetup message wb 0 drop_caches
	check "ours: ends" without
	check "the HDD has it all" content_check /tmp/content $hdd
	speaks peer
	speaks ours
	;;
esac
if [ "$BOOT" -lt 3 ]; then
	check "save, boot $BOOT" save
	echo kill-me
	sleep 60
fi
