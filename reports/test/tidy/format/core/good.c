// SPDX-License-Identifier: GPL-2.0-only
static int good(void)
{
	return 0;
}
