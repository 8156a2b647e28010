// SPDX-License-Identifier: GPL-2.0-only
/*
 * Words that are watched: someone is told before and after each call.
 *
 * From: script.c, which adds the words.
 * To:   struct script_watcher; then the word itself.
 */
#include <lauxlib.h>
#include <string.h>

#include "sandbox.h"
#include "script.h"

static int watched_end(lua_State *L, int status, lua_KContext call)
{
	struct script *s = script_of(L);
	const struct script_watcher *watcher = script_watcher_of(s);
	bool is_error = status != LUA_OK && status != LUA_YIELD;

	if (!script_is_over(s))
		watcher->ended(watcher->ctx, L, call, is_error);
	return is_error ? lua_error(L) : lua_gettop(L);
}

/* Upvalue 1: the word's name and function. */
static int watched_word(lua_State *L)
{
	const struct script_word *word = lua_touserdata(L, lua_upvalueindex(1));
	struct script *s = script_of(L);
	const struct script_watcher *watcher = script_watcher_of(s);
	u32 task, *place = script_call_place(s, &task), call;
	int status;

	call = *place = watcher->called(watcher->ctx, L, task, word->name);
	lua_pushcfunction(L, word->fn);
	lua_insert(L, 1);
	status = lua_pcallk(L, lua_gettop(L) - 1, LUA_MULTRET, 0, call, watched_end);
	return watched_end(L, status, call);
}

/* Contents are compared by their function, so these words stay what they are. */
static bool is_content(const char *name)
{
	return !strcmp(name, "zero") || !strcmp(name, "either");
}

bool script_watch(lua_State *L, const struct script_word *word)
{
	if (is_content(word->name))
		return false;
	sandbox_add_closure(L, word->name, watched_word, (void *)word);
	return true;
}
