# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh
#
# title: fio verifies what it wrote, while the device is suspended and its disks fail
# modules: dm-mod dm-flakey null_blk brd libcrc32c crc32c_generic xfs
# programs: dmsetup fio mkfs.xfs xfs_repair
# builds: writeboost
# timeout: 600
# expect-log: XFS|xfs

wb=/dev/mapper/wb
table="0 786432 writeboost /dev/mapper/f-hdd /dev/mapper/f-ssd"

flakey() { # NAME UP DOWN [FEATURES]
	name=$1
	shift
	echo "0 $(blockdev --getsz "/dev/$name") flakey /dev/$name 0 $*"
}

becomes() { # NAME UP DOWN [FEATURES]
	disk=$1
	shift
	dmsetup suspend --noflush --nolockfs "f-$disk" &&
		flakey "$disk" "$@" | dmsetup load "f-$disk" && dmsetup resume "f-$disk"
}

# fio in the background, commands of the device meanwhile
verified() { # NAME FIO-WORDS...
	label=$1
	shift
	fio --name=job --filename=$wb --direct=1 --ioengine=libaio --randrepeat=1 --size=16M \
		--verify=crc32c --verify_fatal=1 --do_verify=1 "$@" >/tmp/fio.out 2>&1 &
	writer=$!
	rounds=0
	while kill -0 $writer 2>/dev/null && [ $rounds -lt 6 ]; do
		rounds=$((rounds + 1))
		dmsetup suspend $([ $((rounds % 2)) = 0 ] && echo --noflush) wb
		dmsetup resume wb
		sleep 0.3
	done
	check "$label, suspended $rounds times" wait $writer
}

check "the disks" null_disk ssd 16 cache_size=1
ram_disk hdd 384
modprobe -a dm-mod dm-flakey libcrc32c xfs
check "the module loads" insmod /modules/dm-writeboost.ko
for disk in ssd hdd; do
	check "f-$disk" dmsetup create f-$disk --table "$(flakey $disk 60 0)"
done
check "create" dmsetup create wb --table "$table 2 writeback_threshold 100"

verified "random writes" --rw=randwrite --bs=4k --iodepth=16 --io_size=8M --fsync=64
verified "mixed reads and writes of any size" --rw=randrw --blockalign=512 --iodepth=8 \
	--bssplit=512/20:2k/20:4k/20:12k/20:64k/20 --io_size=8M
verified "a stream" --rw=write --bs=1M --iodepth=2 --io_size=16M
check "read caching is turned on" dmsetup message wb 0 read_cache_threshold 127
verified "with a read cache" --rw=randrw --bs=4k --iodepth=8 --io_size=4M
check "writing around is turned on" dmsetup message wb 0 write_around_mode 1
verified "writing around" --rw=randrw --bs=8k --iodepth=8 --io_size=4M
check "and off" dmsetup message wb 0 write_around_mode 0

# --- a file system above, a dying disk below ---
mkdir -p /mnt
for disk in ssd hdd; do
	check "$disk: mkfs" mkfs.xfs -q -f $wb
	check "$disk: mount" mount -t xfs $wb /mnt
	head -c 3000000 /dev/urandom >/mnt/kept
	sync
	sum=$(md5sum </mnt/kept)
	(while head -c 400000 /dev/urandom >/mnt/noise 2>/dev/null && sync -f /mnt/noise; do :; done) &
	sleep 0.5
	check "$disk: dies" becomes $disk 0 1
	[ $disk = ssd ] || dmsetup message wb 0 drop_caches 2>/dev/null
	dd if=/dev/zero of=$wb bs=4k count=1 seek=90000 oflag=direct conv=fsync 2>/dev/null
	like "$disk: is noticed" "$(dmsetup status wb)" "*dead"
	wait
	check "$disk: umount ends" within 60 umount /mnt
	check "$disk: remove ends" within 10 dmsetup remove wb
	check "$disk: is well again" becomes $disk 60 0
	check "$disk: a new table" dmsetup create wb --table "$table 2 writeback_threshold 100"
	check "$disk: mount" mount -t xfs $wb /mnt
	is "$disk: what was synced is there" "$(md5sum </mnt/kept)" "$sum"
	check "$disk: umount" umount /mnt
	check "$disk: the file system is sound" xfs_repair -n $wb
done
check "remove" within 60 dmsetup remove wb
dmsetup remove f-ssd
dmsetup remove f-hdd
check "the module unloads" rmmod dm-writeboost
