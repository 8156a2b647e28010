// SPDX-License-Identifier: GPL-2.0-only
/*
 * The kernel log. Each line is an event of the run and goes to the listener; levels
 * are not kept. A message without a newline at its end is a line all the same:
 * KERN_CONT begins a new one.
 *
 * To: event.h, machine.h.
 */
#include <linux/printk.h>

#include <linux/ratelimit.h>
#include <linux/sched.h>
#include <linux/sprintf.h>
#include <linux/string.h>

#include "boot.h"
#include "event.h"
#include "finding.h"
#include "machine.h"

#define MESSAGE_BYTES 1024

static void (*listener)(const char *line, void *ctx);
static void *listener_ctx;

void machine_log_listen(void (*fn)(const char *line, void *ctx), void *ctx)
{
	listener = fn;
	listener_ctx = ctx;
}

static void log_line(const char *line)
{
	event_log(EVENT_LOG, 0, event_text(line), 0, 0);
	if (listener)
		listener(line, listener_ctx);
}

static char *skip_level(char *s)
{
	while (*s == KERN_SOH_ASCII && s[1])
		s += 2;
	return s;
}

int vprintk(const char *fmt, va_list args)
{
	char text[MESSAGE_BYTES], *rest = text, *line;
	int len = vscnprintf(text, sizeof(text), fmt, args);

	if (len && text[len - 1] == '\n')
		text[len - 1] = '\0';
	while ((line = strsep(&rest, "\n")))
		log_line(skip_level(line));
	return len;
}

int _printk(const char *fmt, ...)
{
	va_list args;
	int len;

	va_start(args, fmt);
	len = vprintk(fmt, args);
	va_end(args);
	return len;
}

/* --- rates --- */

int ___ratelimit(struct ratelimit_state *rs, const char *func)
{
	unsigned long now = clock_jiffies();

	if (!rs->interval)
		return 1;
	if (!rs->has_begun || (long)(now - (rs->begin + rs->interval)) > 0) {
		if (rs->missed)
			printk(KERN_WARNING "%s: %d callbacks suppressed\n", func, rs->missed);
		rs->has_begun = true;
		rs->begin = now;
		rs->printed = 0;
		rs->missed = 0;
	}
	if (rs->printed < rs->burst) {
		rs->printed++;
		return 1;
	}
	rs->missed++;
	return 0;
}

static struct ratelimit_state printk_limit;

bool printk_ratelimit(void)
{
	return __ratelimit(&printk_limit);
}

static void printk_boot(void)
{
	ratelimit_default_init(&printk_limit);
}

SHIM_SUBSYSTEM(printk, 10, printk_boot, NULL);

/* --- dumps --- */

void dump_stack(void)
{
	printk(KERN_DEFAULT "dump_stack() of %s\n", current ? current->comm : "the host");
}

void print_hex_dump(const char *level, const char *prefix, int prefix_type, int row_bytes,
		    int group_bytes, const void *buf, size_t len_bytes, bool with_ascii)
{
	size_t at;

	for (at = 0; at < len_bytes; at += 16) {
		int nr = len_bytes - at < 16 ? (int)(len_bytes - at) : 16;

		if (prefix_type == DUMP_PREFIX_OFFSET)
			printk("%s%s%08zx: %*ph\n", level, prefix, at, nr, (const u8 *)buf + at);
		else
			printk("%s%s%*ph\n", level, prefix, nr, (const u8 *)buf + at);
	}
}
