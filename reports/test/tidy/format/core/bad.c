// SPDX-License-Identifier: GPL-2.0-only
static int bad( void )
{
    return 0;
}
