// SPDX-License-Identifier: GPL-2.0-only
/*
 * Words about classes: enabled(), fired().
 *
 * From: scenarios that switch whole classes by seed.
 * To:   swarm.c.
 */
#include "script.h"

#include <lauxlib.h>

#include "swarm.h"

/* enabled(class): this run has it. Always true, to be the end of a condition. */
static int word_enabled(lua_State *L)
{
	if (!swarm_enable(luaL_checkstring(L, 1)))
		return luaL_error(L,
				  "enabled: expected at most %d classes, each name shorter than "
				  "%d characters",
				  SWARM_MAX_CLASSES, SWARM_NAME_BYTES);
	lua_pushboolean(L, true);
	return 1;
}

/* fired(class [, condition]): it took effect, if the condition holds. */
static int word_fired(lua_State *L)
{
	const char *class = luaL_checkstring(L, 1);

	if (lua_gettop(L) > 1 && !lua_toboolean(L, 2))
		return 0;
	if (!swarm_fire(class))
		return luaL_error(L,
				  "fired: expected at most %d classes, each name shorter than "
				  "%d characters",
				  SWARM_MAX_CLASSES, SWARM_NAME_BYTES);
	return 0;
}

const struct script_word script_swarm_words[] = {
	{ "enabled", word_enabled },
	{ "fired", word_fired },
	{ NULL, NULL },
};
