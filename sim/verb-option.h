/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What the verbs' options have in common: numbers within bounds, names of crash models,
 * and the one line that says what was expected.
 */
#ifndef SIM_VERB_OPTION_H
#define SIM_VERB_OPTION_H

#include "disk.h"
#include "ints.h"

/**
 * verb_option_bad - say on standard error what is wrong with an option
 * @verb: "explore": of the command
 * @option: "--seed"
 * @text: its argument; NULL or "": it is about the option itself
 * @expected: "a number"
 *
 * Return: false, for the caller to pass on.
 */
bool verb_option_bad(const char *verb, const char *option, const char *text, const char *expected);

/* A decimal number of @min ... @max, and nothing behind it; else verb_option_bad(). */
bool verb_option_number(const char *verb, const char *option, const char *text, u64 min, u64 max,
			u64 *value);
bool verb_option_number32(const char *verb, const char *option, const char *text, u32 min, u32 max,
			  u32 *value);

/* What verb_verb_option_model() takes. */
#define VERB_OPTION_MODELS "any, none, all, prefix or bounded"

/* Return: false if there is no crash model of that name; the message is the caller's. */
bool verb_option_model(const char *text, enum crash_model *model);

#endif
