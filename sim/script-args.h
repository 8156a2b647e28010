/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What a script hands to a word, and the errors that it gets back.
 */
#ifndef SIM_SCRIPT_ARGS_H
#define SIM_SCRIPT_ARGS_H

#include "ints.h"

#include <lua.h>

struct answer;

/* Arguments; anything else raises an error that names the argument. */
u64 arg_size(lua_State *L, int index); /* bytes: 4096 or "4k" */
u64 arg_sector(lua_State *L, int index); /* the same, a multiple of 512, in sectors */
u64 arg_duration(lua_State *L, int index); /* ns: "1ms" */
int arg_errno(lua_State *L, int index); /* "EIO" → 5 */

/* Fields of a table of options; NULL or absent gives the default. */
u64 option_size(lua_State *L, int index, const char *name, u64 otherwise);
u64 option_number(lua_State *L, int index, const char *name, u64 otherwise);
u64 option_duration(lua_State *L, int index, const char *name, u64 otherwise);
bool option_bool(lua_State *L, int index, const char *name, bool otherwise);
/* Valid while the table is. */
const char *option_text(lua_State *L, int index, const char *name, const char *otherwise);
/* One of @names, which ends with NULL; its position. */
unsigned int option_one_of(lua_State *L, int index, const char *name, const char *const *names,
			   unsigned int otherwise);
/* Raises an error for any key that is not in @names, which ends with NULL. */
void options_check(lua_State *L, int index, const char *const *names);

/* An error of the machine, as a Lua value: { errno = "EIO", word = …, message = … }. */
void error_push(lua_State *L, const char *word, const struct answer *answer);
/* The errno (positive) of such a value, 0 for any other. */
int error_number(lua_State *L, int index);
/* A text for any error; @is_input: is it the scenario's fault? Pushes the text. */
const char *error_describe(lua_State *L, int index, bool *is_input);

#endif
