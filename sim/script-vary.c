// SPDX-License-Identifier: GPL-2.0-only
/*
 * The word for what must not matter.
 *
 * From: scenarios.
 * To:   the tape's track of its own, so that it can differ where requests are the same.
 */
#include "script.h"

#include <lauxlib.h>

#include "choice.h"

/* vary{a, b, ...}: one of them; contents must be the same whichever it is. */
static int word_vary(lua_State *L)
{
	struct answer answer = { .kind = ANSWER_NUMBER };
	lua_Integer n;

	luaL_checktype(L, 1, LUA_TTABLE);
	n = luaL_len(L, 1);
	luaL_argcheck(L, n >= 1 && n <= 1000000, 1, "expected a list of what it may be");
	if (!script_recall(L, &answer)) {
		answer.number = choose(CHOICE_VARY, n);
		script_record(L, &answer);
	}
	lua_rawgeti(L, 1, answer.number + 1);
	return 1;
}

const struct script_word script_vary_words[] = {
	{ "vary", word_vary },
	{ NULL, NULL },
};
