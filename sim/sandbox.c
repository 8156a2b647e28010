// SPDX-License-Identifier: GPL-2.0-only
/*
 * Lua for scenarios.
 *
 * From: script.c, which adds the vocabulary and runs the functions.
 * To:   the tape, through the hooks of struct sandbox_config.
 *
 * Libraries of Lua are kept in tables that no script can reach; it sees empty
 * tables in front of them. So one Lua state serves many runs: a run's globals are a
 * fresh table, and nothing that one run does can be seen by the next.
 */
#include "sandbox.h"

#include <lauxlib.h>
#include <lualib.h>
#include <stdlib.h>
#include <string.h>

#define SANDBOX_MAX_BYTES (256u << 20)
#define HOOK_INTERVAL 1000000
#define MAX_INTERVALS 2000 /* 2e9 instructions without a wait: about 20 s */

struct sandbox {
	struct sandbox_config config;
	size_t used_bytes;
	unsigned int nr_intervals;
};

static struct sandbox *sandbox_of(lua_State *L)
{
	return *(struct sandbox **)lua_getextraspace(L);
}

void *sandbox_ctx(lua_State *L)
{
	return sandbox_of(L)->config.ctx;
}

static void *allocate(void *ctx, void *ptr, size_t old_bytes, size_t new_bytes)
{
	struct sandbox *box = ctx;

	if (!ptr)
		old_bytes = 0;
	if (new_bytes > old_bytes && box->used_bytes + new_bytes - old_bytes > SANDBOX_MAX_BYTES)
		return NULL;
	if (!new_bytes) {
		free(ptr);
		ptr = NULL;
	} else {
		ptr = realloc(ptr, new_bytes);
		if (!ptr)
			return NULL;
	}
	box->used_bytes += new_bytes - old_bytes;
	return ptr;
}

static void count_hook(lua_State *L, lua_Debug *ar)
{
	struct sandbox *box = sandbox_of(L);

	(void)ar;
	if (box->config.is_interrupted && box->config.is_interrupted(box->config.ctx))
		luaL_error(L, "interrupted");
	if (++box->nr_intervals > MAX_INTERVALS)
		luaL_error(L, "the script computes without end");
}

void sandbox_refill(lua_State *L)
{
	sandbox_of(L)->nr_intervals = 0;
}

/* --- order: numbers, then strings, then booleans --- */

static int key_rank(lua_State *L, int index)
{
	switch (lua_type(L, index)) {
	case LUA_TNUMBER:
		return 0;
	case LUA_TSTRING:
		return 1;
	case LUA_TBOOLEAN:
		return 2;
	default:
		return luaL_error(L, "a table with %s keys has no order that could be repeated",
				  luaL_typename(L, index));
	}
}

static bool key_is_less(lua_State *L, int a, int b)
{
	int rank_a = key_rank(L, a), rank_b = key_rank(L, b);

	if (rank_a != rank_b)
		return rank_a < rank_b;
	if (rank_a == 2)
		return !lua_toboolean(L, a) && lua_toboolean(L, b);
	return lua_compare(L, a, b, LUA_OPLT);
}

/* next(table, key): the smallest key that is greater. */
static int word_next(lua_State *L)
{
	bool is_found = false;

	luaL_checktype(L, 1, LUA_TTABLE);
	lua_settop(L, 2);
	lua_pushnil(L); /* 3: the best so far */
	lua_pushnil(L); /* 4: the cursor */
	while (lua_next(L, 1)) {
		lua_pop(L, 1);
		if ((lua_isnil(L, 2) || key_is_less(L, 2, 4)) &&
		    (!is_found || key_is_less(L, 4, 3))) {
			lua_copy(L, 4, 3);
			is_found = true;
		}
	}
	lua_settop(L, 3);
	if (!is_found)
		return 1;
	lua_pushvalue(L, 3);
	lua_rawget(L, 1);
	return 2;
}

static int compare_keys(lua_State *L)
{
	lua_pushboolean(L, key_is_less(L, 1, 2));
	return 1;
}

/* An iteration in progress: upvalues are the table, its sorted keys, the position. */
static int pairs_step(lua_State *L)
{
	lua_Integer at = lua_tointeger(L, lua_upvalueindex(3));

	for (;;) {
		lua_settop(L, 0);
		if (lua_rawgeti(L, lua_upvalueindex(2), ++at) == LUA_TNIL)
			return 1;
		lua_pushvalue(L, 1);
		if (lua_rawget(L, lua_upvalueindex(1)) != LUA_TNIL)
			break; /* not removed meanwhile */
	}
	lua_pushinteger(L, at);
	lua_replace(L, lua_upvalueindex(3));
	return 2;
}

static int word_pairs(lua_State *L)
{
	lua_Integer nr = 0;

	luaL_checktype(L, 1, LUA_TTABLE);
	lua_settop(L, 1);
	lua_getfield(L, LUA_REGISTRYINDEX, "sandbox.sort");
	lua_newtable(L);
	lua_pushnil(L);
	while (lua_next(L, 1)) {
		lua_pop(L, 1);
		key_rank(L, -1);
		lua_pushvalue(L, -1);
		lua_rawseti(L, 3, ++nr);
	}
	lua_pushvalue(L, 2);
	lua_pushvalue(L, 3);
	lua_pushcfunction(L, compare_keys);
	lua_call(L, 2, 0);
	lua_pushvalue(L, 1);
	lua_pushvalue(L, 3);
	lua_pushinteger(L, 0);
	lua_pushcclosure(L, pairs_step, 3);
	return 1;
}

/* --- text without addresses --- */

const char *sandbox_text(lua_State *L, int index)
{
	index = lua_absindex(L, index);
	switch (lua_type(L, index)) {
	case LUA_TTABLE:
	case LUA_TUSERDATA:
		if (luaL_getmetafield(L, index, "__tostring") != LUA_TNIL) {
			lua_pop(L, 1);
			break;
		}
		/* fallthrough */
	case LUA_TFUNCTION:
	case LUA_TTHREAD:
	case LUA_TLIGHTUSERDATA:
		lua_pushstring(L, luaL_typename(L, index));
		return lua_tostring(L, -1);
	default:
		break;
	}
	return luaL_tolstring(L, index, NULL);
}

static int word_tostring(lua_State *L)
{
	luaL_checkany(L, 1);
	sandbox_text(L, 1);
	return 1;
}

/* Upvalue 1: the format of Lua's own library. */
static int word_format(lua_State *L)
{
	const char *at = luaL_checkstring(L, 1);
	int i, nr = lua_gettop(L);

	while ((at = strchr(at, '%'))) {
		at++;
		at += strspn(at, "-+ #0123456789.");
		if (*at == 'p')
			return luaL_error(L, "%%p prints an address, which no run can repeat");
		if (*at)
			at++;
	}
	for (i = 2; i <= nr; i++) {
		if (lua_type(L, i) > LUA_TSTRING || lua_type(L, i) == LUA_TLIGHTUSERDATA) {
			sandbox_text(L, i);
			lua_replace(L, i);
		}
	}
	lua_pushvalue(L, lua_upvalueindex(1));
	lua_insert(L, 1);
	lua_call(L, nr, 1);
	return 1;
}

static int word_print(lua_State *L)
{
	struct sandbox *box = sandbox_of(L);
	int i, nr = lua_gettop(L);
	luaL_Buffer line;

	lua_settop(L, nr);
	luaL_buffinit(L, &line);
	for (i = 1; i <= nr; i++) {
		if (i > 1)
			luaL_addchar(&line, '\t');
		sandbox_text(L, i);
		luaL_addvalue(&line);
	}
	luaL_pushresult(&line);
	if (box->config.print)
		box->config.print(box->config.ctx, lua_tostring(L, -1));
	return 0;
}

/* --- chance --- */

static u64 draw_below(struct sandbox *box, u64 n)
{
	u64 high, low;

	if (n <= UINT32_MAX)
		return box->config.draw(box->config.ctx, n);
	high = box->config.draw(box->config.ctx, (n >> 32) + 1 ? (n >> 32) + 1 : UINT32_MAX);
	low = box->config.draw(box->config.ctx, UINT32_MAX);
	return (high << 32 | low) % n;
}

static int word_random(lua_State *L)
{
	struct sandbox *box = sandbox_of(L);
	lua_Integer low = 1, high;

	if (lua_gettop(L) == 0) {
		lua_pushnumber(L, draw_below(box, 1u << 24) / (lua_Number)(1u << 24));
		return 1;
	}
	high = luaL_checkinteger(L, lua_gettop(L));
	if (lua_gettop(L) > 1)
		low = luaL_checkinteger(L, 1);
	luaL_argcheck(L, low <= high, lua_gettop(L), "interval is empty");
	luaL_argcheck(L, (lua_Unsigned)high - low < UINT64_MAX, 1, "interval too large");
	lua_pushinteger(L, low + draw_below(box, (lua_Unsigned)high - low + 1));
	return 1;
}

static int word_randomseed(lua_State *L)
{
	return luaL_error(L, "math.randomseed: the tape is the seed (wbsim run --seed N)");
}

/* --- garbage --- */

static int word_collectgarbage(lua_State *L)
{
	lua_pushinteger(L, 0);
	return 1;
}

/* Upvalue 1: Lua's own. */
static int word_setmetatable(lua_State *L)
{
	luaL_checktype(L, 1, LUA_TTABLE);
	if (lua_type(L, 2) == LUA_TTABLE) {
		lua_settop(L, 2);
		if (lua_getfield(L, 2, "__gc") != LUA_TNIL ||
		    lua_getfield(L, 2, "__mode") != LUA_TNIL)
			return luaL_error(L, "__gc and __mode depend on the garbage collector");
		lua_settop(L, 2);
	}
	lua_pushvalue(L, lua_upvalueindex(1));
	lua_insert(L, 1);
	lua_call(L, lua_gettop(L) - 1, 1);
	return 1;
}

/* --- building it --- */

static const char *const base_words[] = { "error",    "getmetatable", "ipairs", "pcall",
					  "rawequal", "rawget",	      "rawlen", "select",
					  "tonumber", "type",	      "xpcall", "_VERSION",
					  NULL };
static const char *const string_words[] = { "byte", "char",	"find",	 "gmatch",
					    "gsub", "len",	"lower", "match",
					    "pack", "packsize", "rep",	 "reverse",
					    "sub",  "unpack",	"upper", NULL };
static const char *const table_words[] = { "concat", "insert", "move",	 "pack",
					   "remove", "sort",   "unpack", NULL };
static const char *const math_words[] = { "abs",	"ceil", "floor",      "fmod",
					  "huge",	"max",	"maxinteger", "min",
					  "mininteger", "modf", "pi",	      "sqrt",
					  "tointeger",	"type", "ult",	      NULL };
static const char *const utf8_words[] = { "char", "charpattern", "codepoint", "codes",
					  "len",  "offset",	 NULL };

/* Copies the named fields from the table at the top into a new one, which replaces it. */
static void keep_words(lua_State *L, const char *const *words)
{
	lua_newtable(L);
	for (; *words; words++) {
		lua_getfield(L, -2, *words);
		lua_setfield(L, -2, *words);
	}
	lua_remove(L, -2);
}

/* Wraps field @name of the table at the top in a closure that has it as upvalue. */
static void wrap_word(lua_State *L, int from, const char *name, lua_CFunction fn)
{
	from = lua_absindex(L, from);
	lua_getfield(L, from, name);
	lua_pushcclosure(L, fn, 1);
	lua_setfield(L, -2, name);
}

static void set_word(lua_State *L, const char *name, lua_CFunction fn)
{
	lua_pushcfunction(L, fn);
	lua_setfield(L, -2, name);
}

/* The base table is at the top: adds library @name with only @words. */
static void keep_library(lua_State *L, const char *name, lua_CFunction open,
			 const char *const *words)
{
	luaL_requiref(L, name, open, 0);
	keep_words(L, words);
	lua_setfield(L, -2, name);
}

static void build_string(lua_State *L)
{
	luaL_requiref(L, "string", luaopen_string, 0);
	lua_pushvalue(L, -1);
	keep_words(L, string_words);
	wrap_word(L, -2, "format", word_format);
	lua_remove(L, -2);
	/* ("x"):rep(3) goes by the metatable of strings. */
	lua_pushstring(L, "");
	lua_getmetatable(L, -1);
	lua_pushvalue(L, -3);
	lua_setfield(L, -2, "__index");
	lua_pushboolean(L, 0);
	lua_setfield(L, -2, "__metatable");
	lua_pop(L, 2);
	lua_setfield(L, -2, "string");
}

static void build_base(lua_State *L)
{
	luaL_requiref(L, "_G", luaopen_base, 0);
	lua_pushvalue(L, -1);
	keep_words(L, base_words);
	wrap_word(L, -2, "setmetatable", word_setmetatable);
	lua_remove(L, -2);
	set_word(L, "next", word_next);
	set_word(L, "pairs", word_pairs);
	set_word(L, "tostring", word_tostring);
	set_word(L, "print", word_print);
	set_word(L, "collectgarbage", word_collectgarbage);
	build_string(L);
	keep_library(L, "table", luaopen_table, table_words);
	keep_library(L, "utf8", luaopen_utf8, utf8_words);
	keep_library(L, "math", luaopen_math, math_words);
	lua_getfield(L, -1, "math");
	set_word(L, "random", word_random);
	set_word(L, "randomseed", word_randomseed);
	lua_pop(L, 1);
	lua_getfield(L, -1, "table");
	lua_getfield(L, -1, "sort");
	lua_setfield(L, LUA_REGISTRYINDEX, "sandbox.sort");
	lua_pop(L, 1);
}

lua_State *sandbox_create(const struct sandbox_config *config)
{
	struct sandbox *box = calloc(1, sizeof(*box));
	lua_State *L;

	box->config = *config;
	L = lua_newstate(allocate, box);
	*(struct sandbox **)lua_getextraspace(L) = box;
	build_base(L);
	lua_setfield(L, LUA_REGISTRYINDEX, "sandbox.base");
	lua_settop(L, 0);
	lua_sethook(L, count_hook, LUA_MASKCOUNT, HOOK_INTERVAL);
	return L;
}

void sandbox_destroy(lua_State *L)
{
	struct sandbox *box;

	if (!L)
		return;
	box = sandbox_of(L);
	lua_close(L);
	free(box);
}

void sandbox_add_closure(lua_State *L, const char *name, lua_CFunction fn, void *upvalue)
{
	const char *dot = strchr(name, '.');

	lua_getfield(L, LUA_REGISTRYINDEX, "sandbox.base");
	if (dot) {
		lua_pushlstring(L, name, dot - name);
		if (lua_gettable(L, -2) == LUA_TNIL) {
			lua_newtable(L);
			lua_pushlstring(L, name, dot - name);
			lua_pushvalue(L, -2);
			lua_settable(L, -5);
			lua_remove(L, -2);
		}
		name = dot + 1;
	}
	if (upvalue)
		lua_pushlightuserdata(L, upvalue);
	lua_pushcclosure(L, fn, upvalue ? 1 : 0);
	lua_setfield(L, -2, name);
	lua_settop(L, 0);
}

void sandbox_add(lua_State *L, const char *name, lua_CFunction fn)
{
	sandbox_add_closure(L, name, fn, NULL);
}

static int refuse_change(lua_State *L)
{
	return luaL_error(L, "this table belongs to the simulator");
}

/* Replaces the table at the top by an empty one that shows it and refuses changes. */
static void push_front(lua_State *L)
{
	lua_newtable(L);
	lua_newtable(L);
	lua_pushvalue(L, -3);
	lua_setfield(L, -2, "__index");
	lua_pushcfunction(L, refuse_change);
	lua_setfield(L, -2, "__newindex");
	lua_pushboolean(L, 0);
	lua_setfield(L, -2, "__metatable");
	lua_setmetatable(L, -2);
	lua_remove(L, -2);
}

void sandbox_seal(lua_State *L)
{
	lua_newtable(L); /* what scripts see as the metatable of their globals */
	lua_newtable(L);
	lua_getfield(L, LUA_REGISTRYINDEX, "sandbox.base");
	lua_pushnil(L);
	while (lua_next(L, -2)) {
		if (lua_istable(L, -1))
			push_front(L);
		lua_pushvalue(L, -2);
		lua_insert(L, -2);
		lua_settable(L, -5);
	}
	lua_pop(L, 1);
	lua_setfield(L, -2, "__index");
	lua_pushboolean(L, 0);
	lua_setfield(L, -2, "__metatable");
	lua_setfield(L, LUA_REGISTRYINDEX, "sandbox.globals");
}

bool sandbox_load(lua_State *L, const char *text, size_t text_bytes, const char *name)
{
	const char *chunk = lua_pushfstring(L, "@%s", name);
	bool is_good = luaL_loadbufferx(L, text, text_bytes, chunk, "t") == LUA_OK;

	lua_remove(L, -2);
	return is_good;
}

void sandbox_renew(lua_State *L, int index)
{
	index = lua_absindex(L, index);
	lua_newtable(L);
	lua_pushvalue(L, -1);
	lua_setfield(L, -2, "_G");
	lua_getfield(L, LUA_REGISTRYINDEX, "sandbox.globals");
	lua_setmetatable(L, -2);
	lua_setupvalue(L, index, 1);
	sandbox_refill(L);
}
