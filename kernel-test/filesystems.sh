# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh
#
# title: XFS and ext4 live on the driver
# modules: dm-mod null_blk brd libcrc32c crc32c_generic xfs ext4
# programs: dmsetup mkfs.xfs mkfs.ext4 e2fsck xfs_repair
# builds: writeboost
# timeout: 300

wb=/dev/mapper/wb
table="0 786432 writeboost /dev/hdd /dev/ssd"

make_tree() { # DIR
	for dir in a b c; do
		mkdir -p "$1/$dir"
		for size in 1 100 5000 70000 900000; do
			head -c $size /dev/urandom >"$1/$dir/$size"
		done
	done
	cp -r "$1/a" "$1/copy"
	rm -r "$1/b"
	mv "$1/c/100" "$1/c/renamed"
}

sums() { # DIR
	(cd "$1" && find . -type f | sort | xargs md5sum)
}

# live FS MKFS-WORDS...: the whole life of a file system
live() {
	fs=$1
	shift
	check "$fs: mkfs" "$@" $wb
	check "$fs: mount" mount -t "$fs" $wb /mnt
	make_tree /mnt
	sums /mnt >/tmp/sums
	check "$fs: suspend freezes it" sh -c "dmsetup suspend wb && dmsetup resume wb"
	is "$fs: content after resume" "$(sums /mnt)" "$(cat /tmp/sums)"
	check "$fs: removal of a mounted device is refused" sh -c "! dmsetup remove wb"
	check "$fs: umount" umount /mnt
	check "$fs: remove" dmsetup remove wb
	check "$fs: create again" dmsetup create wb --table "$table"
	check "$fs: mount again" mount -t "$fs" $wb /mnt
	is "$fs: content after recovery" "$(sums /mnt)" "$(cat /tmp/sums)"
	check "$fs: umount" umount /mnt
	check "$fs: drop_caches" within 60 dmsetup message wb 0 drop_caches
}

mkdir -p /mnt
check "the disks" null_disk ssd 32 cache_size=1
ram_disk hdd 384
modprobe -a dm-mod libcrc32c xfs ext4
check "the module loads" insmod /modules/dm-writeboost.ko
check "create" dmsetup create wb --table "$table"
live xfs mkfs.xfs -q -f
check "xfs: is consistent" xfs_repair -n $wb
live ext4 mkfs.ext4 -q -F
check "ext4: is consistent" e2fsck -fn $wb
check "remove" dmsetup remove wb
check "the module unloads" rmmod dm-writeboost
