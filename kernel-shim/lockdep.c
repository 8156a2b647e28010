// SPDX-License-Identifier: GPL-2.0-only
/*
 * Lock classes, the order between them, irq safety, and what each task holds.
 *
 * From: spinlock.c, mutex.c, rwsem.c, and lock_map_acquire() of works, timers, threads.
 * To:   findings "lock-order", "irq-unsafe-lock", "lock-held-at-exit".
 *
 * A class is an initialisation site, numbered in order of first use. after[a] has a bit
 * for each class that was taken while a was held; a cycle in it can deadlock on some
 * schedule even if it did not on this one (F7.5). All is forgotten at the next boot.
 */
#include "lock.h"

#include <linux/kernel.h>
#include <linux/string.h>

#include "boot.h"
#include "finding.h"

/* Where a class was taken: in an interrupt; elsewhere with interrupts on. F7.3. */
#define USED_HARD 0x01u
#define USED_SOFT 0x02u
#define OPEN_HARD 0x04u
#define OPEN_SOFT 0x08u
#define USAGE_READ_SHIFT 4 /* the same four for readers */

#define WORDS (NR_LOCK_CLASSES / 64)
#define NR_EDGES 2048

struct lock_class {
	const char *name, *site;
	const struct lock_class_key *key;
	u32 usage;
};

/* Who made an edge first: for reports only. */
struct edge {
	u16 from, to;
	char task[TASK_COMM_LEN];
};

u32 lock_boot;
static struct lock_class classes[NR_LOCK_CLASSES];
static u64 after[NR_LOCK_CLASSES][WORDS];
static u32 nr_classes; /* numbers begin at 1 */
static struct edge edges[NR_EDGES];
static u32 nr_edges;
static u32 usage_of_all;

static bool is_after(u32 a, u32 b)
{
	return after[a][b / 64] >> (b % 64) & 1;
}

static const char *base_name(const char *path)
{
	const char *slash = path ? strrchr(path, '/') : NULL;

	return slash ? slash + 1 : path ? path : "?";
}

/* --- classes --- */

static u32 class_find(const struct lockdep_map *map)
{
	u32 i;

	for (i = 1; i <= nr_classes; i++) {
		if (map->key ? classes[i].key == map->key :
			       !classes[i].key && classes[i].site == map->site &&
				       classes[i].name == map->name)
			return i;
	}
	return 0;
}

static u32 class_new(const struct lockdep_map *map)
{
	struct lock_class *class;

	if (nr_classes + 1 == NR_LOCK_CLASSES)
		return 0;
	class = &classes[++nr_classes];
	class->name = map->name;
	class->site = map->site;
	class->key = map->key;
	class->usage = 0;
	memset(after[nr_classes], 0, sizeof(after[0]));
	return nr_classes;
}

void lock_class_assign(struct lockdep_map *map)
{
	u32 number;

	if (map->key && map->key->id >> LOCK_CLASS_BITS == lock_boot) {
		map->class_id = map->key->id;
		return;
	}
	number = class_find(map);
	if (!number)
		number = class_new(map);
	map->class_id = lock_boot << LOCK_CLASS_BITS | number;
	if (map->key)
		map->key->id = map->class_id;
}

static u32 class_of(struct lockdep_map *map)
{
	if (lock_is_fresh(map))
		lock_class_assign(map);
	return map->class_id & (NR_LOCK_CLASSES - 1);
}

void lockdep_unregister_key(struct lock_class_key *key)
{
	u32 i;

	for (i = 1; i <= nr_classes; i++)
		if (classes[i].key == key)
			classes[i].key = (const struct lock_class_key *)&classes[i];
	key->id = 0;
}

/* --- order --- */

/* A search along after[], with the way it came as parents. */
struct search {
	u64 seen[WORDS];
	u16 todo[NR_LOCK_CLASSES];
	u32 nr_todo;
	u16 *parent;
};

/* What comes after @a and was not seen: 64 classes at a time. */
static void way_step(struct search *s, u32 a)
{
	u64 fresh;
	u32 w, b;

	for (w = 0; w <= nr_classes / 64; w++) {
		fresh = after[a][w] & ~s->seen[w];
		s->seen[w] |= fresh;
		for (; fresh; fresh &= fresh - 1) {
			b = w * 64 + __builtin_ctzll(fresh);
			s->parent[b] = a;
			s->todo[s->nr_todo++] = b;
		}
	}
}

/* Is @to after @from? Then the way back is in @parent. */
static bool way_find(u32 from, u32 to, u16 *parent)
{
	static struct search s;

	memset(s.seen, 0, sizeof(s.seen));
	s.seen[from / 64] |= 1ULL << (from % 64);
	s.parent = parent;
	s.nr_todo = 0;
	way_step(&s, from);
	while (s.nr_todo && !(s.seen[to / 64] >> (to % 64) & 1))
		way_step(&s, s.todo[--s.nr_todo]);
	return s.seen[to / 64] >> (to % 64) & 1;
}

static const char *edge_task(u32 from, u32 to)
{
	u32 i;

	for (i = 0; i < nr_edges; i++)
		if (edges[i].from == from && edges[i].to == to)
			return edges[i].task;
	return "?";
}

/* "b taken while a is held by task t; …", backwards along the way that was found. */
static void way_print(char *text, size_t len_bytes, u32 from, u32 to, const u16 *parent)
{
	size_t used = 0;
	u32 b;

	text[0] = '\0';
	for (b = to; b != from; b = parent[b])
		used += scnprintf(text + used, len_bytes - used,
				  "; before, '%s' (%s) was taken with '%s' held, by task '%s'",
				  classes[b].name, base_name(classes[b].site),
				  classes[parent[b]].name, edge_task(parent[b], b));
}

static void order_report(u32 held, u32 class, const u16 *parent)
{
	static char way[1024];

	way_print(way, sizeof(way), class, held, parent);
	finding_report("lock-order",
		       "'%s' (%s) is taken with '%s' (%s) held: this can deadlock (F7.5)%s",
		       classes[class].name, base_name(classes[class].site), classes[held].name,
		       base_name(classes[held].site), way);
}

static void irq_report(u32 used, u32 open, const u16 *parent, const char *what)
{
	static char way[1024];

	way[0] = '\0';
	if (used != open)
		way_print(way, sizeof(way), used, open, parent);
	finding_report("irq-unsafe-lock",
		       "'%s' (%s) is taken in a %s interrupt, and '%s' (%s) elsewhere with such "
		       "interrupts on: an interrupt there deadlocks (F7.3)%s",
		       classes[used].name, base_name(classes[used].site), what, classes[open].name,
		       base_name(classes[open].site), way);
}

/* Readers exclude only writers: a reader in an interrupt may interrupt a reader. */
static bool is_unsafe(u32 used_usage, u32 open_usage, u32 used, u32 open)
{
	u32 read_used = used << USAGE_READ_SHIFT, read_open = open << USAGE_READ_SHIFT;

	return ((used_usage & used) && (open_usage & (open | read_open))) ||
	       ((used_usage & read_used) && (open_usage & open));
}

static void irq_check_pair(u32 a, u32 b, const u16 *parent)
{
	if (is_unsafe(classes[a].usage, classes[b].usage, USED_HARD, OPEN_HARD))
		irq_report(a, b, parent, "hard");
	if (is_unsafe(classes[a].usage, classes[b].usage, USED_SOFT, OPEN_SOFT))
		irq_report(a, b, parent, "soft");
}

/* Something new is known: is a class of interrupts followed by one that they can hit? */
static void irq_check_all(void)
{
	static u16 parent[NR_LOCK_CLASSES];
	const u32 used = (USED_HARD | USED_SOFT) * (1 | 1 << USAGE_READ_SHIFT);
	u32 a, b;

	if (!(usage_of_all & used))
		return;
	for (a = 1; a <= nr_classes; a++) {
		if (!(classes[a].usage & used))
			continue;
		irq_check_pair(a, a, parent);
		for (b = 1; b <= nr_classes; b++)
			if (a != b && (classes[b].usage & ~used) && way_find(a, b, parent))
				irq_check_pair(a, b, parent);
	}
}

static void order_add(u32 held, u32 class, u32 held_how, u32 how)
{
	static u16 parent[NR_LOCK_CLASSES];

	if (!held || !class)
		return;
	if (held == class) {
		if (!((how | held_how) & (HELD_MAP | HELD_NESTED)) &&
		    !(how & held_how & HELD_READ && how & HELD_SPIN))
			finding_report("lock-order",
				       "two locks '%s' (%s) are held at once, with no order "
				       "between them: say which comes first by _nested (F7.5)",
				       classes[class].name, base_name(classes[class].site));
		return;
	}
	if (way_find(class, held, parent))
		order_report(held, class, parent);
	after[held][class / 64] |= 1ULL << (class % 64);
	if (nr_edges < NR_EDGES) {
		edges[nr_edges].from = held;
		edges[nr_edges].to = class;
		strscpy(edges[nr_edges++].task, sched_task_name(sched_current), TASK_COMM_LEN);
	}
	irq_check_all();
}

static u32 usage_now(u32 how, const struct sched_atomic *a)
{
	enum sched_context context = sched_context();
	u32 usage = 0;

	if (context == SCHED_HARDIRQ)
		usage = USED_HARD;
	else if (context == SCHED_SOFTIRQ)
		usage = USED_SOFT | (a->irqs_off ? 0 : OPEN_HARD);
	else if (!a->irqs_off)
		usage = OPEN_HARD | (a->bh_off ? 0 : OPEN_SOFT);
	return how & HELD_READ ? usage << USAGE_READ_SHIFT : usage;
}

static void usage_add(u32 class, u32 usage)
{
	classes[class].usage |= usage;
	usage_of_all |= usage;
	irq_check_all();
}

/* --- what a task holds --- */

/* The order after what is held already, and one more entry. */
static inline u32 note(struct task_struct *task, struct lockdep_map *map, const void *lock, u32 how)
{
	u32 class = class_of(map), i;

	if (!(how & HELD_TRY))
		for (i = 0; i < task->nr_held; i++)
			if (__builtin_expect(!is_after(task->held[i].lock_class, class), 0))
				order_add(task->held[i].lock_class, class, task->held[i].how, how);
	if (task->nr_held == SCHED_MAX_HELD_LOCKS)
		finding_report("too-many-locks", "task '%s' holds %u locks", task->comm,
			       task->nr_held);
	task->held[task->nr_held].lock = lock;
	task->held[task->nr_held].lock_class = class;
	task->held[task->nr_held++].how = how;
	return class;
}

void lock_note_spin(struct lockdep_map *map, const void *lock, u32 how,
		    const struct sched_atomic *atomic)
{
	struct task_struct *task = sched_current;
	u32 class, usage;

	if (!task)
		return;
	class = note(task, map, lock, how);
	usage = usage_now(how, atomic);
	if (__builtin_expect((classes[class].usage & usage) != usage, 0) && class)
		usage_add(class, usage);
}

void lock_note(struct lockdep_map *map, const void *lock, u32 how)
{
	if (how & HELD_SPIN)
		lock_note_spin(map, lock, how, sched_atomic());
	else if (sched_current)
		note(sched_current, map, lock, how);
}

static int held_find(const struct task_struct *task, const void *lock)
{
	int i;

	for (i = (int)task->nr_held - 1; i >= 0; i--)
		if (task->held[i].lock == lock)
			return i;
	return -1;
}

static void held_remove(struct task_struct *task, u32 i)
{
	for (task->nr_held--; i < task->nr_held; i++)
		task->held[i] = task->held[i + 1];
}

bool lock_forget_any(const void *lock, u32 *how)
{
	struct task_struct *task = sched_current;
	int i;

	if (how)
		*how = 0;
	if (!task)
		return true;
	i = held_find(task, lock);
	if (i < 0)
		return false;
	if (how)
		*how = task->held[i].how;
	held_remove(task, i);
	return true;
}

bool lock_forget_reader(const void *lock)
{
	struct task_struct *task;
	int i;

	if (lock_forget(lock, NULL))
		return true;
	for (task = sched_task_next(NULL); task; task = sched_task_next(task)) {
		i = held_find(task, lock);
		if (i < 0 || !(task->held[i].how & HELD_READ))
			continue;
		held_remove(task, i);
		return true;
	}
	return false;
}

void lock_map_acquire(struct lockdep_map *map)
{
	lock_note(map, map, HELD_MAP);
}

void lock_map_release(struct lockdep_map *map)
{
	lock_forget(map, NULL);
}

void lock_order_touch(struct lockdep_map *map)
{
	lock_map_acquire(map);
	lock_map_release(map);
}

/* --- what is asserted --- */

bool lockdep_holds(const void *lock)
{
	return !sched_current || held_find(sched_current, lock) >= 0;
}

bool lockdep_holds_for_writing(const void *lock)
{
	int i = sched_current ? held_find(sched_current, lock) : -1;

	return !sched_current || (i >= 0 && !(sched_current->held[i].how & HELD_READ));
}

void lockdep_assert(bool holds, const char *what)
{
	if (!holds)
		finding_report("lock-assertion", "%s does not hold", what);
}

bool lockdep_irqs_off(void)
{
	return sched_atomic()->irqs_off > 0 || sched_context() == SCHED_HARDIRQ;
}

bool lockdep_is_preemptible(void)
{
	return !sched_is_atomic();
}

/* --- the end of tasks --- */

static const char *held_name(const struct task_struct *task, u32 i)
{
	return classes[task->held[i].lock_class].name ?: "?";
}

void lock_check_idle(const char *what, const char *name, u32 nr_held_before)
{
	const struct sched_atomic *a = sched_atomic();

	if (!sched_current)
		return;
	if (sched_current->nr_held != nr_held_before)
		finding_report("lock-held-at-exit", "%s '%s' ended with '%s' held", what,
			       name ?: "?", held_name(sched_current, sched_current->nr_held - 1));
	if (a->preempt || a->irqs_off || a->bh_off || a->rcu)
		finding_report("lock-held-at-exit",
			       "%s '%s' ended with preemption %d, interrupts %d, bottom halves %d "
			       "times off, rcu %d",
			       what, name ?: "?", a->preempt, a->irqs_off, a->bh_off,
			       a->rcu & 0xffff);
}

static void lockdep_boot(void)
{
	lock_boot = (lock_boot + 1) & (~0u >> LOCK_CLASS_BITS);
	if (!lock_boot)
		lock_boot = 1;
	nr_classes = 0;
	nr_edges = 0;
	usage_of_all = 0;
}

static void lockdep_census(void)
{
	struct task_struct *task;

	for (task = sched_task_next(NULL); task; task = sched_task_next(task))
		if (task->nr_held && !(task->held[task->nr_held - 1].how & HELD_MAP))
			finding_report("lock-held-at-exit",
				       "task '%s' holds '%s' after the last module left",
				       task->comm, held_name(task, task->nr_held - 1));
}

SHIM_SUBSYSTEM(lockdep, 30, lockdep_boot, lockdep_census);
