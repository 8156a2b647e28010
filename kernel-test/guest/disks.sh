# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh
#
# Disks in memory, for suites that name null_blk and brd among their modules.

# null_disk NAME SIZE-MIB [SETTING=VALUE...]: /dev/NAME; completes in softirq
null_disk() {
	[ -d /sys/module/null_blk ] || modprobe null_blk nr_devices=0 || return
	[ -d /sys/kernel/config/nullb ] || mount -t configfs config /sys/kernel/config || return
	null_dir=/sys/kernel/config/nullb/$1
	mkdir "$null_dir" || return
	null_name=$1
	echo "$2" >"$null_dir/size"
	shift 2
	for null_setting in memory_backed=1 irqmode=1 "$@" power=1; do
		echo "${null_setting#*=}" >"$null_dir/${null_setting%%=*}" || return
	done
	# Later 6.1 kernels name the disk like its folder, earlier ones by its number.
	[ -b "/dev/$null_name" ] || ln -s "nullb$(cat "$null_dir/index")" "/dev/$null_name"
}

# ram_disk NAME SIZE-MIB: /dev/NAME; completes inside submit_bio, no volatile cache
ram_disk() {
	modprobe brd rd_nr=1 "rd_size=$(($2 * 1024))" && ln -sf ram0 "/dev/$1"
}
