# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh
#
# What a device must contain is kept in a file, and compared with it.

# content_create FILE MIB: random content, in memory
content_create() {
	dd if=/dev/urandom of="$1" bs=1M count="$2" 2>/dev/null
}

# content_write FILE DEVICE: all of it, in 4 KiB requests
content_write() {
	dd if="$1" of="$2" bs=4k oflag=direct 2>/dev/null
}

# content_flush DEVICE: fsync and nothing else
content_flush() {
	dd if=/dev/null of="$1" count=0 conv=notrunc,fsync 2>/dev/null
}

# content_change FILE DEVICE SECTOR NR: new content for some sectors of both
content_change() {
	dd if=/dev/urandom of=/tmp/change bs=512 count="$4" 2>/dev/null &&
		dd if=/tmp/change of="$1" bs=512 seek="$3" conv=notrunc 2>/dev/null &&
		dd if=/tmp/change of="$2" bs="$((512 * $4))" seek="$(($3 * 512))" \
			oflag=direct,seek_bytes conv=notrunc 2>/dev/null
}

# content_scatter FILE DEVICE TIMES: small changes here and there
content_scatter() {
	scatter_sectors=$(($(stat -c %s "$1") / 512))
	scatter_i=0
	while [ $scatter_i -lt "$3" ]; do
		content_change "$1" "$2" $((scatter_i * 7919 % (scatter_sectors - 16))) \
			$((scatter_i % 15 + 1)) || return
		scatter_i=$((scatter_i + 1))
	done
}

# content_check FILE DEVICE: read all of it past the page cache and compare
content_check() {
	dd if="$2" bs=64k count=$(($(stat -c %s "$1") / 65536)) iflag=direct 2>/dev/null |
		cmp - "$1"
}

# within SECONDS command...: fails if it takes longer, and does not wait for it then
within() {
	within_s=$1
	shift
	"$@" &
	within_pid=$!
	within_ticks=$((within_s * 10))
	while kill -0 $within_pid 2>/dev/null; do
		[ $within_ticks -gt 0 ] || return 99
		within_ticks=$((within_ticks - 1))
		sleep 0.1
	done
	wait $within_pid
}
