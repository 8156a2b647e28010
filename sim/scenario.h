/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A scenario as a file: where it lies, what it is called, what it claims.
 */
#ifndef SIM_SCENARIO_H
#define SIM_SCENARIO_H

#include "ints.h"

/**
 * struct scenario - one scenario file, read
 * @name: "folder/name" under scenarios/, else the path as given
 * @claim: its opening comment as one line, without the comment signs
 * @claims: the promises that it names: "C1 C2", or ""
 * @hash: 64-bit xxh3 of the text, by which a tape knows its scenario
 */
struct scenario {
	char *name;
	char *path;
	char *text;
	size_t text_bytes;
	char *claim;
	char *claims;
	u64 hash;
};

/**
 * scenario_open - find a scenario by path, by folder/name, or by a name that is unique
 * @error: on failure, what to tell the user (names that are near are listed)
 * Return: NULL on failure; to be closed otherwise.
 */
struct scenario *scenario_open(const char *what, char *error, size_t error_bytes);
struct scenario *scenario_from_text(const char *name, const char *text);
void scenario_close(struct scenario *scenario);

/* Every "folder/name" under the root, sorted; to be freed with scenario_list_free(). */
size_t scenario_list(char ***names);
void scenario_list_free(char **names, size_t nr);

/* Where scenarios lie if not in ./scenarios: derived from the program's own path. */
void scenario_set_program(const char *argv0);

#endif
