/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Between module.c and param.c.
 */
#ifndef SHIM_PARAM_H
#define SHIM_PARAM_H

void module_save_all(void); /* before anything changes their data */
void param_apply_defaults(void); /* what module_param_default() asked for */

#endif
