/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _LINUX_UNALIGNED_H
#define _LINUX_UNALIGNED_H

#include <asm/unaligned.h>

#endif
