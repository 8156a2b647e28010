// SPDX-License-Identifier: GPL-2.0-only
/*
 * An input, played.
 *
 * From: the targets; replay-main.c.
 * To:   world.c, request.c, play-steps.c for each step.
 */
#include "play.h"
#include "play-private.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "clock.h"
#include "finding.h"
#include "finish.h"
#include "feed.h"

#define TICK_NS 20000000000ull /* as script.c has it */
#define LIMIT_NS 600000000000ull

static struct world *world;
static struct player player;
static char digest[EVENT_DIGEST_CHARS];

void play_say(struct player *p, const char *fmt, ...)
{
	va_list args;

	if (!p->script)
		return;
	va_start(args, fmt);
	vfprintf(p->script, fmt, args);
	va_end(args);
}

/* --- waiting --- */

static void tick(struct player *p)
{
	struct slot *slot;

	if (!world_tick(p->world))
		return;
	for (slot = p->slots; slot < p->slots + PLAY_SLOTS; slot++)
		if (slot->state == SLOT_SENT && clock_now_ns() - slot->begin_ns > LIMIT_NS)
			world_report_hang(p->world, "a request");
}

/* A device that trouble keeps away has no contents: the request is refused. */
static void submit(struct player *p, struct slot *slot)
{
	struct world_device *dev = world_device(p->world, WORLD_DEVICE);

	slot->state = SLOT_SENT;
	slot->begin_ns = clock_now_ns();
	slot->req.io.dev = dev->name;
	request_submit(p->world, dev->is_live ? dev : NULL, &slot->req);
}

/* The main task waits: the tasks that were spawned meanwhile begin, in order. */
static void send_pending(struct player *p)
{
	u32 task, i;

	for (task = 1; task <= p->nr_tasks; task++) {
		for (i = 0; i < PLAY_SLOTS && !finding_first(); i++) {
			struct slot *slot = &p->slots[i];

			if (slot->state != SLOT_PENDING || slot->task != task)
				continue;
			if (!play_raise(p))
				return;
			submit(p, slot);
		}
	}
}

static bool run_machine(struct player *p)
{
	enum machine_stop stop;

	if (finding_first())
		return false;
	p->has_news = false;
	stop = machine_run(clock_now_ns() + TICK_NS);
	if (stop == MACHINE_TIME)
		tick(p);
	else if (stop == MACHINE_IDLE && !p->has_news)
		world_report_hang(p->world, "a request or a verb");
	return !finding_first();
}

static void slot_done(struct request *req)
{
	struct slot *slot = (struct slot *)((char *)req - offsetof(struct slot, req));

	slot->state = SLOT_DONE;
	player.has_news = true;
	machine_wake();
}

static void wait_slot(struct player *p, struct slot *slot)
{
	while (slot->state != SLOT_DONE && run_machine(p))
		;
	if (slot->state == SLOT_DONE)
		slot->state = SLOT_FREE;
}

void play_wait_all(struct player *p)
{
	u32 i;

	send_pending(p);
	for (i = 0; i < PLAY_SLOTS; i++)
		if (p->slots[i].state != SLOT_FREE)
			wait_slot(p, &p->slots[i]);
}

void play_forget_all(struct player *p)
{
	u32 i;

	for (i = 0; i < PLAY_SLOTS; i++)
		p->slots[i].state = SLOT_FREE;
}

/* --- requests --- */

bool play_raise(struct player *p)
{
	struct world_device *dev = world_device(p->world, WORLD_DEVICE);

	if (!dev || !dev->is_live)
		world_raise(p->world, WORLD_DEVICE);
	return !finding_first();
}

static struct slot *free_slot(struct player *p)
{
	struct slot *slot;

	for (slot = p->slots; slot < p->slots + PLAY_SLOTS; slot++)
		if (slot->state == SLOT_FREE || slot->state == SLOT_DONE)
			return slot;
	return NULL;
}

struct slot *play_slot(struct player *p)
{
	struct slot *slot = free_slot(p);
	void *buf;

	if (!slot) {
		play_say(p, "wait(t%u)\n", p->slots[0].task);
		send_pending(p);
		wait_slot(p, &p->slots[0]);
		slot = &p->slots[0];
	}
	if (finding_first())
		return NULL;
	buf = slot->req.io.buf;
	memset(slot, 0, sizeof(*slot));
	slot->req.io.buf = buf ? buf : buffer_get(PLAY_MAX_SECTORS * SECTOR_BYTES);
	slot->req.done = slot_done;
	return slot;
}

void play_do(struct player *p, struct slot *slot)
{
	if (!play_raise(p))
		return;
	submit(p, slot);
	send_pending(p);
	wait_slot(p, slot);
}

void play_spawn(struct player *p, struct slot *slot)
{
	slot->state = SLOT_PENDING;
	slot->task = ++p->nr_tasks;
}

/* --- verbs and time --- */

static void verb_task(void *arg)
{
	struct verb *verb = arg;

	verb->error = verb->run(verb);
	verb->is_done = true;
	player.has_news = true;
	machine_wake();
}

static void wait_verb(struct player *p, struct verb *verb)
{
	send_pending(p);
	while (!verb->is_done && run_machine(p))
		;
	if (finding_first() && machine_is_on())
		machine_cut(); /* what is under way must not outlive @verb */
}

int play_verb(struct player *p, struct verb *verb)
{
	machine_spawn("dmsetup", verb_task, verb);
	wait_verb(p, verb);
	return verb->error;
}

struct sleep {
	struct alarm alarm;
	bool is_over;
};

static void sleep_over(struct alarm *alarm)
{
	((struct sleep *)alarm)->is_over = true;
	player.has_news = true;
	machine_wake();
}

void play_sleep(struct player *p, u64 ns)
{
	struct sleep sleep = { .alarm.fn = sleep_over };

	if (!world_power_on(p->world))
		return;
	alarm_set(&sleep.alarm, clock_now_ns() + ns);
	send_pending(p);
	while (!sleep.is_over && run_machine(p))
		;
	if (!sleep.is_over && machine_is_on())
		machine_cut();
}

/* --- a run --- */

/* A cut that goes back needs history from the first power-on. */
static bool goes_back(const struct play_rules *rules, const struct input_bytes *steps)
{
	u32 i;

	for (i = 0; i + INPUT_STEP_BYTES <= steps->nr; i += INPUT_STEP_BYTES)
		if (rules->kinds[(steps->at[i] & 15) % rules->nr_kinds] == &step_cut)
			return true;
	return false;
}

static int create(struct verb *verb)
{
	return dmsetup_create(WORLD_DEVICE, verb->text, false);
}

/* As device{} and reboot() do it. */
static bool format(struct player *p)
{
	struct verb verb = { .run = create, .text = p->stage.table };
	struct world_device *dev;

	if (!world_power_on(p->world))
		return false;
	dev = world_add_device(p->world, WORLD_DEVICE);
	world_set_judge(p->world, dev, verb.text);
	world_revive(dev);
	if (play_verb(p, &verb) || finding_first())
		return false;
	world_device_created(p->world, dev, verb.text);
	return world_shutdown(p->world);
}

static bool set_up(struct player *p)
{
	stage_add_disks(p->world, &p->stage);
	if (p->script)
		stage_print(&p->stage, p->script);
	if (p->script ? !format(p) : (stage_set_formatted(p->world, &p->stage), false))
		return false;
	world_plan(p->world)->has_no_removal = !p->stage.ends_in_order;
	if (world_plan(p->world)->has_no_removal)
		play_say(p, "finish{remove=false}\n");
	return world_power_on(p->world);
}

static void run_steps(struct player *p, const struct input_bytes *steps)
{
	u32 i;

	for (i = 0; i + INPUT_STEP_BYTES <= steps->nr && !finding_first(); i += INPUT_STEP_BYTES) {
		const u8 *at = steps->at + i;
		struct step step = { (at[0] & 15) % p->rules->nr_kinds, at[0] >> 4, at[1], at[2],
				     at[3] };

		p->step_nr++;
		if (!p->is_ambient || play_is_up(p))
			p->rules->kinds[step.op]->run(p, &step);
	}
}

bool play(const struct play_rules *rules, const u8 *bytes, size_t nr_bytes, FILE *script)
{
	struct player *p = &player;
	struct input in;
	bool is_good;

	input_cut(&in, bytes, nr_bytes);
	world_begin(world, goes_back(rules, &in.part[INPUT_STEPS]));
	choice_begin(feed_driver(&in));
	p->world = world;
	p->rules = rules;
	p->script = script;
	p->nr_tasks = p->step_nr = p->nr_raised = 0;
	p->may_be_dead = p->may_be_doomed = false;
	play_forget_all(p);
	p->is_ambient = in.part[INPUT_AMBIENT].nr;
	stage_read(&p->stage, &in);
	is_good = set_up(p);
	feed_start();
	if (is_good)
		run_steps(p, &in.part[INPUT_STEPS]);
	if (!finding_first())
		step_wait.run(p, NULL);
	if (!finding_first()) {
		play_heal_memory(p);
		play_end_trouble(p);
	}
	is_good = !finding_first() && finish_world(world) && !finding_first();
	if (script) {
		world_epoch_end(world);
		world_digest(world, digest);
		world_end(world); /* others will make disks of these names */
	}
	return is_good;
}

const char *play_digest(void)
{
	return digest;
}

void play_prepare(void)
{
	if (world)
		return;
	world = world_create();
	stage_prepare(world);
}

struct world *play_world(void)
{
	return world;
}
