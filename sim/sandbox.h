/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Lua for scenarios: what a script can reach depends on nothing but its text and
 * the tape.
 *
 * Not there: io, os, require, load, dofile, debug, coroutine, rawset, finalizers,
 * weak tables, functions of libm that differ from one C library to the next.
 * There, but tame: pairs and next go in sorted order, math.random draws from the
 * tape, tostring and string.format never print an address, collectgarbage answers
 * 0. Memory and the number of instructions without a wait are bounded.
 */
#ifndef SIM_SANDBOX_H
#define SIM_SANDBOX_H

#include "ints.h"

#include <lua.h>

/**
 * struct sandbox_config - what the sandbox needs of its owner
 * @draw: an answer among n from the tape, 0 is dull
 * @print: a line that the script printed
 * @is_interrupted: asked every million instructions: true ends the script
 * @ctx: handed to these, and what sandbox_ctx() returns
 */
struct sandbox_config {
	u32 (*draw)(void *ctx, u32 n);
	void (*print)(void *ctx, const char *line);
	bool (*is_interrupted)(void *ctx);
	void *ctx;
};

lua_State *sandbox_create(const struct sandbox_config *config);
void sandbox_destroy(lua_State *L);
void *sandbox_ctx(lua_State *L);

/* A word of the vocabulary; "dm.create" makes the table dm. Before sandbox_seal(). */
void sandbox_add(lua_State *L, const char *name, lua_CFunction fn);
void sandbox_add_closure(lua_State *L, const char *name, lua_CFunction fn, void *upvalue);
/* From here on scripts see the base read-only. */
void sandbox_seal(lua_State *L);

/**
 * sandbox_load - compile a text (never bytecode); pushes the function
 * @name: as in messages: "scenarios/smoke/first_write.lua"
 * Return: false: a message is pushed instead.
 */
bool sandbox_load(lua_State *L, const char *text, size_t text_bytes, const char *name);

/* Give the function at @index globals of its own, fresh, and restart the budget. */
void sandbox_renew(lua_State *L, int index);

/* The budget of instructions starts anew: the script waited. */
void sandbox_refill(lua_State *L);

/* Pushes a text for any value; never an address. */
const char *sandbox_text(lua_State *L, int index);

#endif
