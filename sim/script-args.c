// SPDX-License-Identifier: GPL-2.0-only
/*
 * What a script hands to a word, and the errors that it gets back.
 *
 * From: script-*.c.
 * To:   size.c.
 */
#include "script-args.h"

#include <errno.h>
#include <lauxlib.h>
#include <stdlib.h>
#include <string.h>

#include "journal.h"
#include "sandbox.h"
#include "size.h"

#define SECTOR_BYTES 512

/* --- values --- */

static bool size_at(lua_State *L, int index, u64 *bytes)
{
	lua_Integer n;
	int is_integer;

	if (lua_type(L, index) == LUA_TNUMBER) {
		n = lua_tointegerx(L, index, &is_integer);
		*bytes = n;
		return is_integer && n >= 0;
	}
	return lua_type(L, index) == LUA_TSTRING && size_parse(lua_tostring(L, index), bytes);
}

static int bad_argument(lua_State *L, int index, const char *expected)
{
	const char *got = sandbox_text(L, index);

	return luaL_argerror(L, index, lua_pushfstring(L, "expected %s, got %s", expected, got));
}

u64 arg_size(lua_State *L, int index)
{
	u64 bytes;

	if (!size_at(L, index, &bytes))
		bad_argument(L, index, "a size such as 4096 or \"4k\"");
	return bytes;
}

u64 arg_sector(lua_State *L, int index)
{
	u64 bytes = arg_size(L, index);

	if (bytes % SECTOR_BYTES)
		bad_argument(L, index, "a multiple of 512");
	return bytes / SECTOR_BYTES;
}

u64 arg_duration(lua_State *L, int index)
{
	u64 ns = 0;

	if (lua_type(L, index) != LUA_TSTRING || !duration_parse(lua_tostring(L, index), &ns))
		bad_argument(L, index, "a duration such as \"1ms\"");
	return ns;
}

static int errno_of(const char *name)
{
	const char *known;
	int number;

	for (number = 1; number < 134; number++) {
		known = strerrorname_np(number);
		if (known && !strcmp(known, name))
			return number;
	}
	return !strcmp(name, "ENOTSUPP") ? EOPNOTSUPP : 0;
}

int arg_errno(lua_State *L, int index)
{
	int number = lua_type(L, index) == LUA_TSTRING ? errno_of(lua_tostring(L, index)) : 0;

	if (!number)
		bad_argument(L, index, "the name of an errno such as \"EIO\"");
	return number;
}

/* --- options --- */

/* Pushes the field; false (and nothing pushed) if it is absent. */
static bool push_option(lua_State *L, int index, const char *name)
{
	if (lua_isnoneornil(L, index))
		return false;
	luaL_checktype(L, index, LUA_TTABLE);
	if (lua_getfield(L, index, name) != LUA_TNIL)
		return true;
	lua_pop(L, 1);
	return false;
}

static int bad_option(lua_State *L, const char *name, const char *expected)
{
	const char *got = sandbox_text(L, -1);

	return luaL_error(L, "%s: expected %s, got %s", name, expected, got);
}

u64 option_size(lua_State *L, int index, const char *name, u64 otherwise)
{
	if (!push_option(L, index, name))
		return otherwise;
	if (!size_at(L, -1, &otherwise))
		bad_option(L, name, "a size such as 4096 or \"4k\"");
	lua_pop(L, 1);
	return otherwise;
}

u64 option_number(lua_State *L, int index, const char *name, u64 otherwise)
{
	int is_integer;
	lua_Integer n;

	if (!push_option(L, index, name))
		return otherwise;
	n = lua_tointegerx(L, -1, &is_integer);
	if (!is_integer || n < 0)
		bad_option(L, name, "a number, 0 or greater");
	lua_pop(L, 1);
	return n;
}

u64 option_duration(lua_State *L, int index, const char *name, u64 otherwise)
{
	if (!push_option(L, index, name))
		return otherwise;
	if (lua_type(L, -1) != LUA_TSTRING || !duration_parse(lua_tostring(L, -1), &otherwise))
		bad_option(L, name, "a duration such as \"1ms\"");
	lua_pop(L, 1);
	return otherwise;
}

bool option_bool(lua_State *L, int index, const char *name, bool otherwise)
{
	if (!push_option(L, index, name))
		return otherwise;
	if (lua_type(L, -1) == LUA_TNUMBER)
		otherwise = lua_tointeger(L, -1) != 0; /* as fio writes it */
	else if (lua_isboolean(L, -1))
		otherwise = lua_toboolean(L, -1);
	else
		bad_option(L, name, "true or false");
	lua_pop(L, 1);
	return otherwise;
}

const char *option_text(lua_State *L, int index, const char *name, const char *otherwise)
{
	if (!push_option(L, index, name))
		return otherwise;
	if (lua_type(L, -1) != LUA_TSTRING)
		bad_option(L, name, "a text");
	otherwise = lua_tostring(L, -1); /* the table still holds it */
	lua_pop(L, 1);
	return otherwise;
}

/* Pushes "a, b, c". */
static const char *push_names(lua_State *L, const char *const *names)
{
	luaL_Buffer buffer;
	unsigned int i;

	luaL_buffinit(L, &buffer);
	for (i = 0; names[i]; i++) {
		luaL_addstring(&buffer, i ? ", " : "");
		luaL_addstring(&buffer, names[i]);
	}
	luaL_pushresult(&buffer);
	return lua_tostring(L, -1);
}

unsigned int option_one_of(lua_State *L, int index, const char *name, const char *const *names,
			   unsigned int otherwise)
{
	const char *text = option_text(L, index, name, NULL);
	unsigned int i;

	if (!text)
		return otherwise;
	for (i = 0; names[i]; i++)
		if (!strcmp(names[i], text))
			return i;
	return luaL_error(L, "%s: expected one of %s, got %s", name, push_names(L, names), text);
}

static bool is_among(const char *text, const char *const *names)
{
	for (; *names; names++)
		if (!strcmp(*names, text))
			return true;
	return false;
}

void options_check(lua_State *L, int index, const char *const *names)
{
	if (lua_isnoneornil(L, index))
		return;
	luaL_checktype(L, index, LUA_TTABLE);
	lua_pushnil(L);
	while (lua_next(L, index)) {
		lua_pop(L, 1);
		if (lua_type(L, -1) != LUA_TSTRING || !is_among(lua_tostring(L, -1), names)) {
			const char *got = sandbox_text(L, -1);

			luaL_error(L, "unknown option %s; there are: %s", got,
				   push_names(L, names));
		}
	}
}

/* --- errors --- */

static int error_to_text(lua_State *L)
{
	lua_getfield(L, 1, "message");
	return 1;
}

void error_push(lua_State *L, const char *word, const struct answer *answer)
{
	const char *name = strerrorname_np(-answer->error);

	if (!name)
		name = "an unknown errno";
	lua_newtable(L);
	lua_pushstring(L, name);
	lua_setfield(L, -2, "errno");
	lua_pushstring(L, word);
	lua_setfield(L, -2, "word");
	lua_pushboolean(L, answer->is_input);
	lua_setfield(L, -2, "is_input");
	luaL_where(L, 1);
	lua_pushfstring(L, "%s%s ended with %s%s%s", lua_tostring(L, -1), word, name,
			answer->text ? ": " : "", answer->text ? answer->text : "");
	lua_setfield(L, -3, "message");
	lua_pop(L, 1);
	if (luaL_newmetatable(L, "wbsim.error")) {
		lua_pushcfunction(L, error_to_text);
		lua_setfield(L, -2, "__tostring");
		lua_pushboolean(L, 0);
		lua_setfield(L, -2, "__metatable");
	}
	lua_setmetatable(L, -2);
}

static bool is_error(lua_State *L, int index)
{
	bool is_equal;

	if (lua_type(L, index) != LUA_TTABLE || !lua_getmetatable(L, index))
		return false;
	luaL_getmetatable(L, "wbsim.error");
	is_equal = lua_rawequal(L, -1, -2);
	lua_pop(L, 2);
	return is_equal;
}

int error_number(lua_State *L, int index)
{
	int number;

	index = lua_absindex(L, index);
	if (!is_error(L, index))
		return 0;
	lua_getfield(L, index, "errno");
	number = errno_of(lua_tostring(L, -1));
	lua_pop(L, 1);
	return number;
}

const char *error_describe(lua_State *L, int index, bool *is_input)
{
	index = lua_absindex(L, index);
	*is_input = true;
	if (is_error(L, index)) {
		lua_getfield(L, index, "is_input");
		*is_input = lua_toboolean(L, -1);
		lua_pop(L, 1);
		lua_getfield(L, index, "message");
		return lua_tostring(L, -1);
	}
	return sandbox_text(L, index);
}
