// SPDX-License-Identifier: GPL-2.0-only
/*
 * The map.
 *
 * From: target.c
 */
