# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh
#
# title: the kernel boots and device-mapper answers
# modules: dm-mod null_blk brd
# programs: dmsetup
# timeout: 120

check "modules load" modprobe -a dm-mod null_blk
check "dmsetup speaks to the kernel" dmsetup version
check "a linear table" sh -c \
	"dmsetup create x --table '0 1024 linear /dev/nullb0 0' && dmsetup remove x"
