/* SPDX-License-Identifier: GPL-2.0-only */
#if 1
#endif
