// SPDX-License-Identifier: GPL-2.0-only
/*
 * What the steps of an input do, and how a scenario says it.
 *
 * From: play.c, one step after the other.
 * To:   requests, verbs, power, trouble.
 */
#include "play.h"
#include "play-private.h"

#include <string.h>

#include "crash.h"
#include "disk-fault.h"
#include "driver.h"
#include "finding.h"
#include "judge.h"
#include "feed.h"
#include "trouble.h"

#define FLAG_ALONE 1u /* in a task of its own */
#define FLAG_FUA 2u
#define FLAG_PREFLUSH 4u
#define FLAG_SHAPE 8u

/* --- requests --- */

/* Blocks, unless the highest bit of @b is set. A disk with large blocks knows no less. */
static void set_range(const struct player *p, const struct step *step, struct user_io *io)
{
	bool has_large_blocks = p->stage.hdd_block > SECTOR_BYTES ||
				p->stage.ssd_block > SECTOR_BYTES;
	u64 nr = p->stage.hdd_sectors;

	io->sector = step->a % nr;
	if (step->b & 128 && !has_large_blocks) {
		io->nr_sectors = 1 + step->b % PLAY_MAX_SECTORS;
	} else {
		io->sector &= ~7ull;
		io->nr_sectors = 8 * (1 + step->b % (PLAY_MAX_SECTORS / 8));
	}
	if (io->nr_sectors > nr - io->sector)
		io->nr_sectors = nr - io->sector;
}

static const char *word_of(const struct user_io *io)
{
	static const char *const words[NR_USER_OPS] = {
		[USER_READ] = "read",
		[USER_WRITE] = "write",
		[USER_FLUSH] = "flush",
		[USER_DISCARD] = "discard",
		[USER_WRITE_ZEROES] = "write_zeroes",
	};

	return words[io->op];
}

static void say_request(struct player *p, const struct slot *slot, bool is_alone)
{
	const struct user_io *io = &slot->req.io;
	char tag[TAG_CHARS];

	if (!p->script)
		return;
	if (is_alone)
		play_say(p, "local t%u = spawn(pcall, %s", p->nr_tasks + 1, word_of(io));
	else
		play_say(p, "pcall(%s", word_of(io));
	if (io->nr_sectors)
		play_say(p, ", %llu, %u", io->sector * SECTOR_BYTES, io->nr_sectors * SECTOR_BYTES);
	if (io->op == USER_WRITE)
		play_say(p, ", \"%s\"", tag_text(slot->req.tag, tag));
	if (io->flags || io->vec_shape)
		play_say(p, ", {fua=%s, preflush=%s, vec=%u}",
			 io->flags & USER_FUA ? "true" : "false",
			 io->flags & USER_PREFLUSH ? "true" : "false", io->vec_shape);
	play_say(p, ")\n");
}

static void request(struct player *p, const struct step *step, enum user_op op)
{
	struct slot *slot = play_slot(p);
	struct user_io *io;

	if (!slot)
		return;
	io = &slot->req.io;
	io->op = op;
	if (op != USER_FLUSH)
		set_range(p, step, io);
	if (op == USER_WRITE) {
		io->flags = (step->flags & FLAG_FUA ? USER_FUA : 0) |
			    (step->flags & FLAG_PREFLUSH ? USER_PREFLUSH : 0);
		slot->req.tag = 'A' + (p->step_nr - 1) % 26;
	}
	if (op <= USER_WRITE && step->flags & FLAG_SHAPE)
		io->vec_shape = step->c;
	say_request(p, slot, step->flags & FLAG_ALONE);
	if (step->flags & FLAG_ALONE)
		play_spawn(p, slot);
	else
		play_do(p, slot);
}

static void run_write(struct player *p, const struct step *step)
{
	request(p, step, USER_WRITE);
}

static void run_read(struct player *p, const struct step *step)
{
	request(p, step, USER_READ);
}

static void run_flush(struct player *p, const struct step *step)
{
	request(p, step, USER_FLUSH);
}

static void run_discard(struct player *p, const struct step *step)
{
	request(p, step, USER_DISCARD);
}

static void run_zeroes(struct player *p, const struct step *step)
{
	request(p, step, USER_WRITE_ZEROES);
}

static void run_wait(struct player *p, const struct step *step)
{
	u32 i;

	(void)step;
	for (i = 0; i < PLAY_SLOTS; i++)
		if (p->slots[i].state != SLOT_FREE)
			play_say(p, "wait(t%u)\n", p->slots[i].task);
	play_wait_all(p);
}

static void run_sleep(struct player *p, const struct step *step)
{
	static const struct {
		const char *text;
		u64 ns;
	} times[] = {
		{ "1us", 1000 },	{ "50us", 50000 },	  { "1ms", 1000000 },
		{ "4ms", 4000000 },	{ "30ms", 30000000 },	  { "1s", 1000000000 },
		{ "250ms", 250000000 }, { "1500ms", 1500000000 },
	};
	u32 i = step->a % 8;

	play_say(p, "sleep \"%s\"\n", times[i].text);
	play_sleep(p, times[i].ns);
}

/* --- verbs --- */

static int status(struct verb *verb)
{
	struct world_device *dev = world_device(play_world(), WORLD_DEVICE);
	u32 asked = judge_asks(dev->judge);
	char line[1024];
	int ret = dmsetup_status(dev->name, DMSETUP_STATUS, false, line, sizeof(line));

	(void)verb;
	if (ret >= 0)
		judge_status(dev->judge, asked, driver_is_dead(line));
	return ret < 0 ? ret : 0;
}

static void run_status(struct player *p, const struct step *step)
{
	struct verb verb = { .run = status };

	(void)step;
	play_say(p, "pcall(dm.status)\n");
	if (play_raise(p))
		play_verb(p, &verb);
}

bool play_is_up(struct player *p)
{
	const struct world_device *dev = world_device(p->world, WORLD_DEVICE);

	if (!dev->is_live)
		run_status(p, NULL);
	return dev->is_live && !finding_first();
}

static int suspend(struct verb *verb)
{
	struct world_device *dev = world_device(play_world(), WORLD_DEVICE);
	int error = dmsetup_suspend(dev->name, verb->flags);

	if (!error) {
		dev->is_suspended = true;
		judge_suspended(dev->judge, true);
	}
	return error;
}

static int resume(struct verb *verb)
{
	struct world_device *dev = world_device(play_world(), WORLD_DEVICE);
	bool is_new = dev->next_table[0];
	int error;

	(void)verb;
	judge_suspended(dev->judge, false);
	if (is_new) {
		judge_reload_begin(dev->judge);
		trouble_new_life(play_world());
	}
	error = dmsetup_resume(dev->name);
	if (is_new) {
		trouble_new_life(play_world()); /* the old table's last flush may have failed */
		judge_reload_end(dev->judge, !error);
	}
	if (!error) {
		dev->is_suspended = false;
		if (is_new)
			world_device_created(play_world(), dev, dev->next_table);
	}
	return error;
}

static int load(struct verb *verb)
{
	struct world_device *dev = world_device(play_world(), WORLD_DEVICE);
	int error = dmsetup_load(dev->name, verb->text, false);

	if (!error)
		strcpy(dev->next_table, verb->text);
	return error;
}

static int message(struct verb *verb)
{
	char reply[256];
	int ret = dmsetup_message(WORLD_DEVICE, 0, verb->text, reply, sizeof(reply));

	return ret < 0 ? ret : 0;
}

static bool may_raise(struct player *p)
{
	return p->nr_raised < p->rules->max_raised && ++p->nr_raised;
}

/* An allocation that fails on the way back up would be right to fail the verb. */
void play_heal_memory(struct player *p)
{
	if (!world_plan(p->world)->nth_alloc_fails)
		return;
	play_say(p, "fail_alloc(0)\n");
	world_fail_alloc(p->world, 0);
}

static void heal_disks(struct player *p)
{
	if (!world_plan(p->world)->nr_faults)
		return;
	play_say(p, "fault_clear(\"ssd\")\nfault_clear(\"hdd\")\n");
	world_clear_faults(p->world, disk_find("ssd"));
	world_clear_faults(p->world, disk_find("hdd"));
}

/* What was promised is judged from here as after any loss of power. */
static void cut_now(struct player *p)
{
	const struct crash_spec spec = { .model = CRASH_ANY };

	play_say(p, "cut \"now\"\n");
	feed_set_survivors(0);
	crash_cut(p->world, &spec, NULL);
	play_forget_all(p);
	p->may_be_dead = p->may_be_doomed = false;
}

/*
 * A verb that has to succeed: the same words that a script's uncaught error gets. With
 * ambient trouble it may fail, and leave a device that lets nothing pass: out with the light.
 */
static void must_verb(struct player *p, struct verb *verb, const char *word, const char *args)
{
	int error;

	play_say(p, p->is_ambient ? "pcall(%s%s%s)\n" : "%s(%s%s)\n", word,
		 p->is_ambient && *args ? ", " : "", args);
	error = play_verb(p, verb);
	if (!error || finding_first())
		return;
	if (!p->is_ambient) {
		finding_report("unexpected-error",
			       "%s: %s, and the scenario does not expect an error", word,
			       errno_word(error));
		return;
	}
	heal_disks(p);
	cut_now(p);
}

static void run_suspend(struct player *p, const struct step *step)
{
	struct verb down = { .run = suspend, .flags = step->a & 1 ? DMSETUP_NOFLUSH : 0 };
	struct verb up = { .run = resume };

	play_heal_memory(p);
	play_say(p, "pcall(dm.suspend, \"wb\", {noflush=%s})\n", step->a & 1 ? "true" : "false");
	if (!play_raise(p))
		return;
	play_verb(p, &down);
	if (finding_first())
		return;
	must_verb(p, &up, "dm.resume", "");
}

static void run_message(struct player *p, const struct step *step)
{
	static const char *const messages[] = {
		"writeback_threshold 0",
		"writeback_threshold 100",
		"nr_max_batched_writeback 1",
		"nr_max_batched_writeback 32",
		"barrier_deadline_ms 0",
		"barrier_deadline_ms 10",
		"read_cache_threshold 0",
		"read_cache_threshold 127",
		"sync_data_interval 0",
		"sync_data_interval 1",
		"write_around_mode 0",
		"write_around_mode 1",
		"update_sb_record_interval 1",
		"clear_stat",
		"drop_caches",
		"drop_caches",
	};
	struct verb verb = { .run = message, .text = messages[step->a % 16] };

	play_say(p, "pcall(dm.message, \"wb\", \"%s\")\n", verb.text);
	if (play_raise(p))
		play_verb(p, &verb);
}

/* --- power --- */

static void run_cut(struct player *p, const struct step *step)
{
	static const enum crash_model models[] = { CRASH_ANY, CRASH_PREFIX, CRASH_ANY,
						   CRASH_BOUNDED };
	struct crash_spec spec = { .model = models[step->flags % 4],
				   .bound = 1,
				   .is_anywhere = true };

	if (!may_raise(p))
		return;
	heal_disks(p);
	play_say(p, "cut(\"anywhere\", {model=\"%s\"})\n", crash_model_names[spec.model]);
	feed_set_cut(step->a | (step->b & 3) << 8);
	feed_set_survivors(step->c);
	crash_cut(p->world, &spec, NULL);
	play_forget_all(p);
	p->may_be_dead = p->may_be_doomed = false;
}

void play_end_trouble(struct player *p)
{
	if (!p->may_be_dead || finding_first())
		return;
	heal_disks(p);
	run_status(p, NULL);
	if (finding_first())
		return;
	if (judge_is_dead(world_device(p->world, WORLD_DEVICE)->judge) && !p->may_be_doomed)
		return;
	cut_now(p);
}

static void run_reload(struct player *p, const struct step *step)
{
	struct verb bring = { .run = load, .text = p->stage.table };
	struct verb up = { .run = resume };
	char args[WORLD_TABLE_BYTES + 16];

	(void)step;
	if (!may_raise(p))
		return;
	play_heal_memory(p);
	heal_disks(p);
	if (p->is_ambient) {
		cut_now(p); /* trouble might come to a flush in the middle of it */
		return;
	}
	play_end_trouble(p);
	if (!play_raise(p))
		return;
	snprintf(args, sizeof(args), "\"wb\", \"%s\"", bring.text);
	must_verb(p, &bring, "dm.load", args);
	if (!finding_first() && world_device(p->world, WORLD_DEVICE)->next_table[0])
		must_verb(p, &up, "dm.resume", "");
}

static void run_reboot(struct player *p, const struct step *step)
{
	if (!may_raise(p))
		return;
	run_wait(p, step);
	play_heal_memory(p);
	heal_disks(p);
	play_end_trouble(p);
	if (finding_first())
		return;
	play_say(p, "reboot()\n");
	world_shutdown(p->world);
	if (!finding_first())
		world_power_on(p->world);
}

/* --- trouble --- */

static void add_word(struct world_fault *fault, const char *key, const char *value)
{
	strcpy(fault->words[fault->nr_words][0], key);
	strcpy(fault->words[fault->nr_words][1], value);
	fault->nr_words++;
}

static void say_fault(struct player *p, const struct world_fault *fault)
{
	u32 i;

	play_say(p, "fault(\"%s\", {", fault->disk ? "hdd" : "ssd");
	for (i = 0; i < fault->nr_words; i++)
		play_say(p, "%s%s=\"%s\"", i ? ", " : "", fault->words[i][0], fault->words[i][1]);
	play_say(p, "})\n");
}

/* None that permits loss: what was promised must be kept. Words in order of their keys. */
static void run_fault(struct player *p, const struct step *step)
{
	static const char *const ops[] = { "write", "read", "flush", "any" };
	static const char *const errors[] = { "EIO",	"EIO",	     "ENOMEM", "EOPNOTSUPP",
					      "ENOSPC", "ETIMEDOUT", "EIO",    "EILSEQ" };
	static const char *const delays[] = { "100us", "5ms", "200ms", "2s" };
	struct world_fault fault = { .disk = step->a & 1 };
	char nth[16];

	if (world_plan(p->world)->nr_faults == WORLD_MAX_FAULTS)
		return;
	snprintf(nth, sizeof(nth), "%u", 1 + step->b % 64);
	if (step->flags & 4)
		add_word(&fault, "latency", delays[step->c % 4]);
	else
		add_word(&fault, "errno", errors[step->c % 8]);
	add_word(&fault, "nth", nth);
	/* Only discards may be unsupported: whatever else says so is out of its mind. */
	add_word(&fault, "op",
		 strcmp(fault.words[0][1], "EOPNOTSUPP") ? ops[step->a >> 1 & 3] : "discard");
	if (!play_is_up(p))
		return;
	p->may_be_doomed |= (step->a >> 1 & 3) >= 2 && !(step->flags & 4);
	p->may_be_dead = true;
	say_fault(p, &fault);
	world_add_fault(p->world, &fault);
}

static void run_heal(struct player *p, const struct step *step)
{
	(void)step;
	play_heal_memory(p);
	heal_disks(p);
}

static void run_alloc(struct player *p, const struct step *step)
{
	if (!play_is_up(p))
		return;
	play_say(p, "fail_alloc(%u)\n", 1 + step->a);
	world_fail_alloc(p->world, 1 + step->a);
}

const struct step_kind step_write = { "write", run_write };
const struct step_kind step_read = { "read", run_read };
const struct step_kind step_flush = { "flush", run_flush };
const struct step_kind step_discard = { "discard", run_discard };
const struct step_kind step_zeroes = { "write_zeroes", run_zeroes };
const struct step_kind step_wait = { "wait", run_wait };
const struct step_kind step_sleep = { "sleep", run_sleep };
const struct step_kind step_cut = { "cut", run_cut };
const struct step_kind step_reboot = { "reboot", run_reboot };
const struct step_kind step_suspend = { "suspend", run_suspend };
const struct step_kind step_message = { "message", run_message };
const struct step_kind step_fault = { "fault", run_fault };
const struct step_kind step_heal = { "heal", run_heal };
const struct step_kind step_reload = { "reload", run_reload };
const struct step_kind step_alloc = { "alloc", run_alloc };
const struct step_kind step_status = { "status", run_status };
