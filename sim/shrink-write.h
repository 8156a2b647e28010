/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The result of shrinking as files: a scenario that a person can read, and its tape.
 */
#ifndef SIM_SHRINK_WRITE_H
#define SIM_SHRINK_WRITE_H

#include "ints.h"

struct run_finding;

/**
 * shrink_comment - the opening comment: what was promised, what was seen, which claims
 * @is_cut: the scenario cuts the power
 * @claims: of the scenario that it was shrunk from, where the rule itself claims nothing
 * Return: whole lines, to be freed.
 */
char *shrink_comment(const struct run_finding *finding, bool is_cut, const char *claims);

/* Written beside and renamed. Return: false after a message on standard error. */
bool shrink_write_text(const char *path, const char *text);

#endif
