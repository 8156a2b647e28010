// SPDX-License-Identifier: GPL-2.0-only
/* The sandbox: what a script cannot reach, and that nothing leaks from run to run. */
#include "sandbox.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static char printed[256];
static u32 next_draw;

static u32 draw(void *ctx, u32 n)
{
	(void)ctx;
	return next_draw % n;
}

static void print(void *ctx, const char *line)
{
	(void)ctx;
	snprintf(printed, sizeof(printed), "%s", line);
}

static int answer(lua_State *L)
{
	lua_pushinteger(L, 42);
	return 1;
}

static int setup(void **state)
{
	struct sandbox_config config = { .draw = draw, .print = print };
	lua_State *L = sandbox_create(&config);

	sandbox_add(L, "answer", answer);
	sandbox_add(L, "dm.answer", answer);
	sandbox_seal(L);
	*state = L;
	return 0;
}

static int teardown(void **state)
{
	sandbox_destroy(*state);
	return 0;
}

/* Runs @text afresh; returns its error, or NULL. */
static const char *run(lua_State *L, const char *text)
{
	static char error[512];
	int status = LUA_OK;

	lua_settop(L, 0);
	printed[0] = '\0';
	if (!sandbox_load(L, text, strlen(text), "t.lua")) {
		snprintf(error, sizeof(error), "%s", lua_tostring(L, -1));
		return error;
	}
	sandbox_renew(L, -1);
	status = lua_pcall(L, 0, 0, 0);
	if (status == LUA_OK)
		return NULL;
	snprintf(error, sizeof(error), "%s", sandbox_text(L, -1));
	return error;
}

static void holds(lua_State *L, const char *text)
{
	const char *error = run(L, text);

	if (error)
		fail_msg("%s: %s", text, error);
}

static void fails(lua_State *L, const char *text, const char *with)
{
	const char *error = run(L, text);

	if (!error || !strstr(error, with))
		fail_msg("%s: expected '%s', got '%s'", text, with, error ? error : "no error");
}

static void has_no_way_out(void **state)
{
	static const char *const gone[] = { "io",	"os",	      "require",   "package",
					    "load",	"loadstring", "dofile",	   "loadfile",
					    "debug",	"rawset",     "coroutine", "string.dump",
					    "math.sin", "warn" };
	char text[128];

	for (size_t i = 0; i < sizeof(gone) / sizeof(gone[0]); i++) {
		snprintf(text, sizeof(text), "if %s ~= nil then error('there') end", gone[i]);
		holds(*state, text);
	}
}

static void refuses_bytecode(void **state)
{
	fails(*state, "\x1bLua", "attempt to load a binary chunk");
}

static void iterates_in_order(void **state)
{
	holds(*state, "local t, s = {z=1, a=2, [3]=3, [1]=4, [true]=5, m=6}, ''\n"
		      "for k in pairs(t) do s = s .. tostring(k) .. ' ' end\n"
		      "print(s)");
	assert_string_equal(printed, "1 3 a m z true ");
	holds(*state, "local t, s, k = {b=1, a=2, c=3}, '', nil\n"
		      "repeat k = next(t, k); s = s .. tostring(k) .. ' ' until k == nil\n"
		      "print(s)");
	assert_string_equal(printed, "a b c nil ");
	holds(*state, "local t, s = {a=1, b=2, c=3}, ''\n"
		      "for k in pairs(t) do s = s .. k; t.b = nil end print(s)");
	assert_string_equal(printed, "ac");
	fails(*state, "for k in pairs({[{}]=1}) do end", "no order");
}

static void prints_no_address(void **state)
{
	holds(*state, "print(tostring({}), tostring(print), string.format('%s', {}))");
	assert_string_equal(printed, "table\tfunction\ttable");
	fails(*state, "string.format('%p', {})", "address");
	fails(*state, "('%10p'):format({})", "address");
	holds(*state, "assert = nil print(('%d%%'):format(3))");
	assert_string_equal(printed, "3%");
	fails(*state, "error({})", "table");
}

static void draws_from_the_tape(void **state)
{
	next_draw = 5;
	holds(*state, "print(math.random(10), math.random(3, 4), math.random(1))");
	assert_string_equal(printed, "6\t4\t1");
	fails(*state, "math.randomseed(1)", "the tape is the seed");
	fails(*state, "math.random(2, 1)", "interval is empty");
}

static void keeps_nothing(void **state)
{
	holds(*state, "x = 1; _G.y = 2");
	holds(*state, "if x or y then error('kept') end");
	fails(*state, "string.rep = nil", "belongs to the simulator");
	fails(*state, "dm.answer = nil", "belongs to the simulator");
	fails(*state, "local m = getmetatable('') m.__index = nil", "boolean");
	fails(*state, "getmetatable(_G).__index = nil", "boolean");
	holds(*state, "print = 3");
	holds(*state, "print('x')");
	holds(*state, "if answer() + dm.answer() ~= 84 then error('no') end");
}

static void is_bounded(void **state)
{
	fails(*state, "local s = 'x' while true do s = s .. s end", "not enough memory");
	fails(*state, "setmetatable({}, {__gc = print})", "garbage collector");
	fails(*state, "setmetatable({}, {__mode = 'k'})", "garbage collector");
	holds(*state, "if collectgarbage('count') ~= 0 then error('no') end");
}

static void names_file_and_line(void **state)
{
	fails(*state, "\nfoo(", "t.lua:2:");
	fails(*state, "\n\nfoo()", "t.lua:3:");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(has_no_way_out, setup, teardown),
		cmocka_unit_test_setup_teardown(refuses_bytecode, setup, teardown),
		cmocka_unit_test_setup_teardown(iterates_in_order, setup, teardown),
		cmocka_unit_test_setup_teardown(prints_no_address, setup, teardown),
		cmocka_unit_test_setup_teardown(draws_from_the_tape, setup, teardown),
		cmocka_unit_test_setup_teardown(keeps_nothing, setup, teardown),
		cmocka_unit_test_setup_teardown(is_bounded, setup, teardown),
		cmocka_unit_test_setup_teardown(names_file_and_line, setup, teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
