/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Into test/modules/parameters.c.
 */
#ifndef SHIM_TEST_PARAMETERS_H
#define SHIM_TEST_PARAMETERS_H

void parameters_change(void);
void parameters_get(int values[2]); /* 42 and 1 after insmod */

#endif
