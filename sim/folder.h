/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Folders for what a command leaves.
 *
 * From: whoever writes findings, logbooks and tapes.
 * To:   the file system.
 */
#ifndef SIM_FOLDER_H
#define SIM_FOLDER_H

#include <stdbool.h>

/**
 * folder_make - make sure that there is such a folder, and all those it lies in
 * @path: where
 *
 * Return: true if it is there now; else errno says why not.
 */
bool folder_make(const char *path);

#endif
