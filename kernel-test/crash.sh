# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh
#
# title: the machine dies under load; the next boot finds what was flushed
# modules: dm-mod libcrc32c crc32c_generic
# programs: dmsetup
# builds: writeboost
# disks: hdd=64M ssd=16M
# boots: 4
# killed: 1 2 3
# timeout: 150
#
# Round i writes 4 MiB of content i, flushes, says so, and writes on until it is
# killed: content i+1 over the same place, in order, and noise behind. After the
# crash each block holds content i or i+1, and nothing else.

hdd=/dev/vda
ssd=/dev/vdb
wb=/dev/mapper/wb
blocks=1024

# content ROUND: 4 MiB in lines of eight bytes
content() {
	yes "round $1" | head -c $((blocks * 4096))
}

write_content() { # ROUND
	content "$1" | dd of=$wb bs=4k iflag=fullblock oflag=direct 2>/dev/null
}

# Every block is of the old round or of the new one: equal lines come in multiples
# of 512, and there are no others.
blocks_are_legal() { # OLD NEW
	dd if=$wb bs=64k count=$((blocks / 16)) iflag=direct 2>/dev/null | uniq -c |
		awk -v old="$1" -v new="$2" '
			{ nr += $1; print }
			$2 != "round" || ($3 != old && $3 != new) || $1 % 512 { bad = 1 }
			END { exit bad || nr != '$((blocks * 512))' }'
}

modprobe -a virtio_pci virtio_blk dm-mod libcrc32c
check "the module loads, boot $BOOT" insmod /modules/dm-writeboost.ko
check "create, boot $BOOT" dmsetup create wb --table "0 131072 writeboost $hdd $ssd"
if [ "$BOOT" -gt 1 ]; then
	check "what was flushed is there, boot $BOOT" blocks_are_legal $((BOOT - 1)) "$BOOT"
	[ "$BOOT" != 2 ] || check "recovery may be repeated" sh -c \
		"dmsetup remove wb && dmsetup create wb --table '0 131072 writeboost $hdd $ssd'"
	check "and still, boot $BOOT" blocks_are_legal $((BOOT - 1)) "$BOOT"
fi
if [ "$BOOT" -lt 4 ]; then
	check "content, boot $BOOT" write_content "$BOOT"
	check "flush, boot $BOOT" content_flush $wb
	while :; do
		dd if=/dev/urandom of=$wb bs=16k seek=1000 count=2000 oflag=direct 2>/dev/null
	done &
	(sleep "0.$((BOOT * 3))" && write_content $((BOOT + 1))) &
	sleep $((BOOT + 1))
	echo kill-me
	sleep 60
fi
check "remove" within 60 dmsetup remove wb
check "the module unloads" rmmod dm-writeboost
