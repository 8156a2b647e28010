// SPDX-License-Identifier: GPL-2.0-only
/*
 * The verbs of dmsetup: which ioctls each makes, and what it does when one fails.
 *
 * From: the simulator, in a user's task (user.h). To: dm-ioctl.c.
 */
#include <linux/delay.h>
#include <linux/kernel.h>
#include <linux/slab.h>
#include <linux/string.h>

#include "dm-ioctl.h"
#include "event.h"

#define MESSAGE_BYTES 16384

/* FNV-1a, over the words of a verb. */
static u64 hash_text(u64 hash, const char *text)
{
	if (!hash)
		hash = 0xcbf29ce484222325ULL;
	for (; *text; text++)
		hash = (hash ^ (u8)*text) * 0x100000001b3ULL;
	return (hash ^ 0xff) * 0x100000001b3ULL;
}

static int log_verb(const char *verb, const char *name, const char *rest, int r)
{
	event_log(EVENT_VERB, 0, hash_text(hash_text(hash_text(0, verb), name), rest), (u64)(s64)-r,
		  0);
	return r;
}

/* --- tables as text --- */

static u32 count_lines(const char *text)
{
	u32 n = 1;

	for (; *text; text++)
		n += *text == '\n';
	return n;
}

/* "<start> <len> <type> [<params>]", cut in place. */
static bool parse_line(char *text, struct dm_line *line)
{
	unsigned long long begin, len;
	int at = 0;

	if (sscanf(text, "%llu %llu %n", &begin, &len, &at) < 2 || !at || !text[at])
		return false;
	line->begin = begin;
	line->len = len;
	line->type = text + at;
	line->params = line->type + strcspn(line->type, " \t");
	if (*line->params)
		*line->params++ = '\0';
	return strlen(line->type) < DM_MAX_TYPE_NAME;
}

static bool is_blank(const char *text)
{
	text += strspn(text, " \t");
	return !*text || *text == '#';
}

/* How many, or a negative errno. */
static int parse_table(char *text, struct dm_line *lines)
{
	char *line;
	int n = 0;

	while ((line = strsep(&text, "\n"))) {
		if (is_blank(line))
			continue;
		if (!parse_line(line, &lines[n]))
			return -EINVAL;
		n++;
	}
	return n;
}

static int load(const char *name, const char *table, bool is_readonly)
{
	struct dm_line *lines = kcalloc(count_lines(table), sizeof(*lines), GFP_KERNEL);
	char *text = kstrdup(table, GFP_KERNEL);
	int r = -ENOMEM;

	if (lines && text) {
		r = parse_table(text, lines);
		if (r >= 0)
			r = dm_table_load(name, lines, r, is_readonly);
	}
	kfree(text);
	kfree(lines);
	return r;
}

/* --- the verbs --- */

int dmsetup_create(const char *name, const char *table, bool is_readonly)
{
	int r = dm_dev_create(name);

	if (r)
		return log_verb("create", name, table, r);
	r = load(name, table, is_readonly);
	if (!r)
		r = dm_dev_resume(name, DM_SUSPEND_LOCKFS);
	if (r)
		dm_dev_remove(name, false);
	return log_verb("create", name, table, r);
}

int dmsetup_create_notable(const char *name)
{
	return log_verb("create", name, "--notable", dm_dev_create(name));
}

int dmsetup_load(const char *name, const char *table, bool is_readonly)
{
	return log_verb("load", name, table, load(name, table, is_readonly));
}

int dmsetup_clear(const char *name)
{
	return log_verb("clear", name, "", dm_table_clear(name));
}

int dmsetup_resume(const char *name)
{
	return log_verb("resume", name, "", dm_dev_resume(name, DM_SUSPEND_LOCKFS));
}

static unsigned int suspend_flags(u32 flags)
{
	return (flags & DMSETUP_NOFLUSH ? DM_SUSPEND_NOFLUSH : 0) |
	       (flags & DMSETUP_NOLOCKFS ? 0 : DM_SUSPEND_LOCKFS);
}

int dmsetup_suspend(const char *name, u32 flags)
{
	return log_verb("suspend", name, flags & DMSETUP_NOFLUSH ? "--noflush" : "",
			dm_dev_suspend(name, suspend_flags(flags)));
}

/* F2.19: an error table of the same size takes the place of what is there. */
static void replace_by_error(const char *name)
{
	struct dmsetup_info info;
	char table[64];

	if (dm_dev_info(name, &info) || !info.nr_sectors)
		return;
	snprintf(table, sizeof(table), "0 %llu error", (unsigned long long)info.nr_sectors);
	if (!load(name, table, false))
		dm_dev_resume(name, DM_SUSPEND_NOFLUSH);
}

int dmsetup_remove(const char *name, bool is_forced, bool is_deferred)
{
	int r;

	if (is_forced)
		replace_by_error(name);
	r = dm_dev_remove(name, is_deferred);
	return log_verb("remove", name, is_forced ? "--force" : "", r);
}

/* With a full buffer libdm asks again with a larger one (F4.7). */
static int send_message(struct mapped_device *md, u64 sector, const char *text, char *reply,
			size_t reply_bytes)
{
	unsigned int buf_bytes = MESSAGE_BYTES;
	int r;

	for (;; buf_bytes *= 2) {
		char *buf = kvmalloc(buf_bytes, GFP_KERNEL);

		if (!buf || strlen(text) + 9 > buf_bytes) {
			kvfree(buf);
			return -ENOMEM;
		}
		memset(buf, 0x5a, buf_bytes);
		strcpy(buf + 8, text); /* behind the sector: the result overlaps it (F4.6) */
		r = dm_target_msg(md, sector, buf + 8, buf, buf_bytes);
		if (r == 1 && strnlen(buf, buf_bytes) + 1 >= buf_bytes) {
			kvfree(buf);
			continue;
		}
		if (r == 1 && reply_bytes)
			strscpy(reply, buf, reply_bytes);
		kvfree(buf);
		return r;
	}
}

int dmsetup_message(const char *name, u64 sector, const char *text, char *reply, size_t reply_bytes)
{
	struct mapped_device *md = dm_ioctl_get(name);
	int r = -ENXIO;

	if (reply_bytes)
		reply[0] = '\0';
	if (md) {
		r = send_message(md, sector, text, reply, reply_bytes);
		dm_ioctl_put(md);
	}
	return log_verb("message", name, text, r);
}

int dmsetup_status(const char *name, enum dmsetup_status what, bool is_inactive, char *out,
		   size_t out_bytes)
{
	static const status_type_t types[] = {
		[DMSETUP_STATUS] = STATUSTYPE_INFO,
		[DMSETUP_TABLE] = STATUSTYPE_TABLE,
		[DMSETUP_IMA] = STATUSTYPE_IMA,
	};

	return dm_table_status(name, types[what], 0, is_inactive, out, out_bytes);
}

int dmsetup_info(const char *name, struct dmsetup_info *info)
{
	return dm_dev_info(name, info);
}

int dmsetup_wait(const char *name, u32 event_nr)
{
	return log_verb("wait", name, "", dm_dev_wait(name, event_nr));
}
