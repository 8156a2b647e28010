// SPDX-License-Identifier: GPL-2.0-only
#ifdef __KERNEL__
/* the simulator likes this */
int shim_hook;
int similar;
