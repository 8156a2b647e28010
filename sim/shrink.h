/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * `wbsim shrink`: from a finding to the few lines that show it.
 */
#ifndef SIM_SHRINK_H
#define SIM_SHRINK_H

#include <stdio.h>

int shrink_main(const char *program, int argc, char **argv);

/**
 * shrink_finding - as `wbsim shrink FOLDER`
 * @folder: of a saved finding
 * @model: the crash model where the scenario names none; NULL: any
 * @file: for what came of it, as text
 * Return: an exit status
 */
int shrink_finding(const char *program, const char *folder, const char *model, FILE *file);

#endif
