# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh
#
# title: the speed of the driver, where each instruction takes a nanosecond
# modules: dm-mod null_blk libcrc32c crc32c_generic crc32c-intel
# programs: dmsetup fio
# builds: writeboost writeboost_2_2
# timeout: 1800
#
# Run by tools/kernel-bench. Prints lines "figure NAME|OF|VALUE". Every instruction
# advances the guest's clock by 1 ns, idle time is skipped, and disks are timers: so
# what the clock says is exact, and for disks without latency it counts instructions.
#
#   fast   80 us, 64 requests at a time      instant   answers at once
#   slow   5 ms, one request at a time

wb=/dev/mapper/wb

figure() { # NAME, OF WHAT, VALUE
	echo "figure $1|$2|$3"
}

now_ns() {
	sed -n 's/^now at \([0-9]*\) nsecs/\1/p' /proc/timer_list | head -n 1
}

disk() { # NAME MIB LATENCY-NS DEPTH
	if [ "$3" -gt 0 ]; then
		null_disk "$1" "$2" irqmode=2 completion_nsec="$3" hw_queue_depth="$4" \
			cache_size=1
	else
		null_disk "$1" "$2" irqmode=0 hw_queue_depth="$4" cache_size=1
	fi
}

# null_blk allocates what is written for the first time: not while we measure.
warm() { # DISK...
	for warm_disk; do
		dd if=/dev/zero of="/dev/$warm_disk" bs=1M oflag=direct 2>/dev/null
	done
	true
}

sectors() {
	blockdev --getsz "/dev/$1"
}

# job DEVICE FIO-WORDS...: IOPS of the direction that was asked for
job() {
	run_job "$@" && awk -F';' '/^3;/ { print ($8 > $49 ? $8 : $49) }' /tmp/fio.out
}

# stream DEVICE FIO-WORDS...: the same in KiB a second
stream() {
	run_job "$@" && awk -F';' '/^3;/ { print ($7 > $48 ? $7 : $48) }' /tmp/fio.out
}

run_job() {
	job_device=$1
	shift
	fio --name=job --filename="$job_device" --direct=1 --ioengine=libaio --randrepeat=1 \
		--norandommap --output-format=terse --terse-version=3 "$@" >/tmp/fio.out
}

# elapsed NR DEVICE FIO-WORDS...: nanoseconds for each of NR requests
elapsed() {
	elapsed_nr=$1
	shift
	elapsed_from=$(now_ns)
	job "$@" --number_ios="$elapsed_nr" >/dev/null || return
	echo $((($(now_ns) - elapsed_from) / elapsed_nr))
}

# --- one driver after the other on the same disks ---

unload() {
	dmsetup remove wb
	rmmod dm-writeboost 2>/dev/null
}

# with DRIVER BACKING CACHE [WORDS...]: a fresh device of that driver
with() {
	with_driver=$1
	with_backing=$2
	with_cache=$3
	shift 3
	dd if=/dev/zero of="/dev/$with_cache" bs=4k count=1 oflag=direct 2>/dev/null
	case $with_driver in
	linear*) with_table="linear /dev/$with_cache 0" with_backing=$with_cache ;;
	*)
		with_table="writeboost /dev/$with_backing /dev/$with_cache $*"
		case $with_driver in
		peer*) insmod /modules/peer/dm-writeboost.ko ;;
		*) insmod /modules/dm-writeboost.ko ;;
		esac
		;;
	esac
	dmsetup create wb --table "0 $(sectors "$with_backing") $with_table"
}

instructions() { # DRIVER
	with "$1" instant instant-cache
	job $wb --rw=write --bs=64k --size=64m >/dev/null
	figure "instructions/4k overwrite" "$1" "$(elapsed 40000 $wb --rw=randwrite --bs=4k \
		--size=64m --io_size=256m)"
	[ "$1" = linear ] || figure "instructions/4k read of cached" "$1" \
		"$(elapsed 20000 $wb --rw=randread --bs=4k --size=64m --io_size=256m)"
	unload
}

depths() { # DRIVER
	with "$1" slow fast
	for depth in 1 32; do
		figure "4k random write, depth $depth" "$1" "$(job $wb --rw=randwrite --bs=4k \
			--size=128m --iodepth=$depth --number_ios=30000 --io_size=512m)"
	done
	job $wb --rw=write --bs=64k --size=32m >/dev/null
	for depth in 1 32; do
		figure "4k random read of cached, depth $depth" "$1" "$(job $wb --rw=randread \
			--bs=4k --size=32m --iodepth=$depth --number_ios=8000)"
	done
	figure "4k write + fsync every 32" "$1" \
		"$(job $wb --rw=randwrite --bs=4k --size=128m --number_ios=8000 --fsync=32)"
	unload
}

syncs() { # DRIVER WORDS...
	syncs_driver=$1
	shift
	with "${syncs_driver%% *}" slow fast "$@"
	figure "4k write + fsync each, 1 s" "$syncs_driver" "$(job $wb --rw=randwrite --bs=4k \
		--size=128m --fsync=1 --time_based --runtime=1)"
	figure "4k write + fsync each, 10 s" "$syncs_driver" "$(job $wb --rw=randwrite --bs=4k \
		--size=128m --fsync=1 --time_based --runtime=10)"
	unload
}

streams() { # DRIVER
	with "$1" slow fast
	for depth in 1 4; do
		figure "KiB/s, 1m sequential write, depth $depth" "$1" "$(stream $wb --rw=write --bs=1m \
			--offset=256m --size=256m --iodepth=$depth)"
		figure "KiB/s, 1m sequential read, depth $depth" "$1" "$(stream $wb --rw=read --bs=1m \
			--offset=512m --size=256m --iodepth=$depth)"
	done
	unload
}

# recovery DRIVER [WORDS...]: creating it over a cache that is full of dirty blocks
recovery() {
	recovery_driver=$1
	shift
	with "${recovery_driver%% *}" instant recover "$@"
	job $wb --rw=write --bs=64k --size=240m >/dev/null
	job $wb --rw=write --bs=4k --size=512k --fsync=1 >/dev/null
	case $recovery_driver in
	linear*) ;;
	*) note "$recovery_driver: $(dmsetup status wb | cut -d ' ' -f 5-10)" ;;
	esac
	dmsetup remove wb
	recovery_from=$(now_ns)
	dmsetup create wb --table "0 $(sectors "$with_backing") $with_table"
	recovery_ns=$(($(now_ns) - recovery_from))
	case $recovery_driver in
	linear*) recovery_floor=$recovery_ns ;;
	*) figure "recovery, instructions/MiB of full cache" "$recovery_driver" \
		$(((recovery_ns - recovery_floor) / 256)) ;;
	esac
	unload
}

bare() { # DISK: what it does without a driver
	for depth in 1 32; do
		case $1 in slow) nr=400 ;; *) nr=30000 ;; esac
		figure "4k random write, depth $depth" "$1" "$(job "/dev/$1" --rw=randwrite --bs=4k \
			--size=128m --iodepth=$depth --number_ios=$nr --io_size=512m)"
		figure "4k random read of cached, depth $depth" "$1" "$(job "/dev/$1" --rw=randread \
			--bs=4k --size=32m --iodepth=$depth --number_ios=$((nr / 4)))"
	done
	for depth in 1 4; do
		for rw in write read; do
			figure "KiB/s, 1m sequential $rw, depth $depth" "$1" "$(stream "/dev/$1" --rw=$rw \
				--bs=1m --size=256m --iodepth=$depth)"
		done
	done
}

wants() { # PART
	case ",${PARTS:-$1}," in
	*",$1,"*) return 0 ;;
	*) return 1 ;;
	esac
}

modprobe -a dm-mod libcrc32c crc32c-intel
check "fast disk" disk fast 512 80000 64
check "slow disk" disk slow 1024 5000000 1
check "disk without latency" disk instant 512 0 64
check "cache without latency" disk instant-cache 512 0 64
check "cache to recover" disk recover 257 0 64
check "all of it is in memory" warm fast instant-cache recover

if wants instructions; then
	for driver in linear ours peer; do
		instructions $driver
	done
fi
if wants recovery; then
	for driver in linear ours peer; do
		recovery $driver
	done
	recovery "ours order 4" 2 segment_size_order 4
fi
if wants depths; then
	bare fast
	bare slow
	for driver in ours peer; do
		depths $driver
	done
fi
if wants streams; then
	for driver in ours peer; do
		streams $driver
	done
fi
if wants syncs; then
	syncs ours
	syncs "ours order 4" 2 segment_size_order 4
	syncs peer
fi
