// SPDX-License-Identifier: GPL-2.0-only
int a;
#ifdef CONFIG_X
int b;
# if 0
#endif
#endif
