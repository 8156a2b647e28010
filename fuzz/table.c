// SPDX-License-Identifier: GPL-2.0-only
/*
 * Table lines and messages, whatever they say: each is taken or refused, a refusal of the
 * target's own names what is wrong, a refused message changes nothing of the table, and at
 * the end nothing is left behind.
 *
 *   table 0 64 writeboost /dev/hdd /dev/ssd 2 nr_rambuf_pool 1
 *   message drop_caches
 *
 * From: engine.c.
 * To:   dmsetup, on the formatted disks of stage.c.
 * Claims: C10 C11.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "finding.h"
#include "machine.h"
#include "play.h"
#include "stage.h"
#include "target.h"
#include "user.h"
#include "words.h"

#define LINE_BYTES 256u
#define MAX_LINES 12u
#define DEVICE "wb"

struct call {
	const char *text;
	char reply[1024];
	int error;
};

static bool has_device;

/* --- verbs, each in a task --- */

static void create(void *arg)
{
	struct call *call = arg;

	call->error = dmsetup_create(DEVICE, call->text, false);
}

static void reload(void *arg)
{
	struct call *call = arg;

	call->error = dmsetup_load(DEVICE, call->text, false);
	if (!call->error)
		call->error = dmsetup_resume(DEVICE);
	else
		dmsetup_clear(DEVICE);
}

static void message(void *arg)
{
	struct call *call = arg;

	call->error = dmsetup_message(DEVICE, 0, call->text, call->reply, sizeof(call->reply));
}

static void table_of(void *arg)
{
	struct call *call = arg;

	call->error =
		dmsetup_status(DEVICE, DMSETUP_TABLE, false, call->reply, sizeof(call->reply));
}

static void status_of(void *arg)
{
	struct call *call = arg;

	call->error =
		dmsetup_status(DEVICE, DMSETUP_STATUS, false, call->reply, sizeof(call->reply));
}

static void remove_device(void *arg)
{
	struct call *call = arg;

	call->error = dmsetup_remove(DEVICE, false, false);
}

static void do_call(void (*fn)(void *arg), struct call *call)
{
	enum machine_stop stop = machine_call("dmsetup", fn, call);

	if (stop == MACHINE_IDLE)
		world_report_hang(play_world(), "dmsetup");
}

/* --- lines --- */

/* Does the constructor of our target see this table, and so its text is about it? */
static bool is_for_target(const char *table)
{
	return !strncmp(table, "0 64 writeboost ", 16);
}

static void try_table(const char *text)
{
	struct call call = { .text = text };
	size_t logged = world_log_bytes(play_world());

	do_call(has_device ? reload : create, &call);
	if (finding_first())
		return;
	if (!call.error)
		has_device = true;
	else if (call.error == -EINVAL && is_for_target(text) && !*dmsetup_last_error() &&
		 world_log_bytes(play_world()) == logged)
		finding_report("table-text", "\"%s\" is refused without a text", text);
	do_call(status_of, &call);
}

static void try_message(const char *text)
{
	struct call before = { .text = "" }, after = before, call = { .text = text };

	do_call(table_of, &before);
	if (!finding_first())
		do_call(message, &call);
	if (!finding_first())
		do_call(table_of, &after);
	if (finding_first() || call.error >= 0 || !strcmp(before.reply, after.reply))
		return;
	finding_report("message", "\"%s\" is refused with %s, but the table was\n%s\nand is\n%s",
		       text, errno_word(call.error), before.reply, after.reply);
}

static void try_line(const char *line)
{
	if (!strncmp(line, "table ", 6))
		try_table(line + 6);
	else if (!strncmp(line, "message ", 8))
		try_message(line + 8);
}

/* --- a run --- */

static void set_up(void)
{
	static const u8 zeroes[INPUT_HEAD_BYTES];
	struct world *w = play_world();
	struct input in;
	struct stage st;

	input_cut(&in, zeroes, sizeof(zeroes));
	stage_read(&st, &in);
	world_begin(w, false);
	choice_begin(NULL);
	stage_add_disks(w, &st);
	stage_set_formatted(w, &st);
	memset(world_plan(w), 0, sizeof(struct world_plan)); /* no device yet */
	has_device = false;
}

static bool run(const u8 *bytes, size_t nr_bytes)
{
	struct input_bytes text = { bytes,
				    nr_bytes < INPUT_MAX_BYTES ? nr_bytes : INPUT_MAX_BYTES };
	struct call call = { .text = "" };
	char line[LINE_BYTES];
	u32 nr;

	set_up();
	if (!world_power_on(play_world()))
		return false;
	for (nr = 0; nr < MAX_LINES && !finding_first() && input_line(&text, line, sizeof(line));)
		nr += (try_line(line), 1);
	if (!finding_first())
		do_call(remove_device, &call);
	return !finding_first() && world_shutdown(play_world());
}

const struct target target = {
	.name = "table", .prepare = play_prepare, .run = run, .world = play_world
};
