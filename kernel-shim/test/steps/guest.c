// SPDX-License-Identifier: GPL-2.0-only
/*
 * Step files in a real kernel: the verbs of user.h as dmsetup makes them, of ioctls
 * (<linux/dm-ioctl.h>), and the program that runs files.
 *
 *	steps FILE...
 */
#include <ctype.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/dm-ioctl.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/klog.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <unistd.h>

#include "steps.h"

#define IOCTL_BYTES 32768

static int control = -1;

static struct dm_ioctl *request_new(const char *name, u32 flags)
{
	struct dm_ioctl *req = calloc(1, IOCTL_BYTES);

	req->version[0] = DM_VERSION_MAJOR;
	req->data_size = IOCTL_BYTES;
	req->data_start = sizeof(*req);
	req->flags = flags;
	snprintf(req->name, sizeof(req->name), "%s", name);
	return req;
}

static int request_go(struct dm_ioctl *req, unsigned long number)
{
	return ioctl(control, number, req) < 0 ? -errno : 0;
}

/* A request without data, whose answer nobody wants. */
static int simple(const char *name, unsigned long number, u32 flags)
{
	struct dm_ioctl *req = request_new(name, flags);
	int r = request_go(req, number);

	free(req);
	return r;
}

/* --- tables --- */

static char *add_target(char *out, char *line)
{
	struct dm_target_spec *spec = (struct dm_target_spec *)out;
	char *args = out + sizeof(*spec), *text;
	unsigned long long start, len;
	int nr_chars = 0;

	if (sscanf(line, "%llu %llu %15s %n", &start, &len, spec->target_type, &nr_chars) != 3)
		return NULL;
	text = line + nr_chars;
	spec->sector_start = start;
	spec->length = len;
	strcpy(args, text);
	spec->next = (sizeof(*spec) + strlen(text) + 1 + 7) & ~7u;
	return out + spec->next;
}

int dmsetup_load(const char *name, const char *table, bool is_readonly)
{
	struct dm_ioctl *req = request_new(name, is_readonly ? DM_READONLY_FLAG : 0);
	char *copy = strdup(table), *out = (char *)(req + 1), *line;
	int r = 0;

	out = (char *)req + req->data_start;
	for (line = strsep(&copy, "\n"); line && out; line = strsep(&copy, "\n")) {
		out = add_target(out, line);
		req->target_count++;
	}
	r = out ? request_go(req, DM_TABLE_LOAD) : -EINVAL;
	free(req);
	return r;
}

int dmsetup_create_notable(const char *name)
{
	struct dm_ioctl *req = request_new(name, 0);
	char link[64], node[32];
	int r = request_go(req, DM_DEV_CREATE);

	if (!r) {
		snprintf(link, sizeof(link), "/dev/mapper/%s", name);
		snprintf(node, sizeof(node), "../dm-%u", minor(req->dev));
		unlink(link);
		r = symlink(node, link) ? -errno : 0;
	}
	free(req);
	return r;
}

int dmsetup_create(const char *name, const char *table, bool is_readonly)
{
	int r = dmsetup_create_notable(name);

	if (r)
		return r;
	r = dmsetup_load(name, table, is_readonly);
	if (!r)
		r = dmsetup_resume(name);
	if (r)
		simple(name, DM_DEV_REMOVE, 0);
	return r;
}

int dmsetup_resume(const char *name)
{
	return simple(name, DM_DEV_SUSPEND, 0);
}

int dmsetup_suspend(const char *name, u32 flags)
{
	return simple(name, DM_DEV_SUSPEND,
		      DM_SUSPEND_FLAG | (flags & DMSETUP_NOFLUSH ? DM_NOFLUSH_FLAG : 0) |
			      (flags & DMSETUP_NOLOCKFS ? DM_SKIP_LOCKFS_FLAG : 0));
}

int dmsetup_clear(const char *name)
{
	return simple(name, DM_TABLE_CLEAR, 0);
}

/* F2.19: an error table of equal size first. */
static void replace_by_errors(const char *name)
{
	struct dmsetup_info info;
	char table[64];

	if (dmsetup_info(name, &info))
		return;
	snprintf(table, sizeof(table), "0 %llu error", info.nr_sectors);
	if (!dmsetup_load(name, table, false))
		simple(name, DM_DEV_SUSPEND, DM_NOFLUSH_FLAG | DM_SKIP_LOCKFS_FLAG);
}

int dmsetup_remove(const char *name, bool is_forced, bool is_deferred)
{
	char link[64];
	int r;

	if (is_forced)
		replace_by_errors(name);
	r = simple(name, DM_DEV_REMOVE, is_deferred ? DM_DEFERRED_REMOVE : 0);
	snprintf(link, sizeof(link), "/dev/mapper/%s", name);
	if (!r && !is_deferred)
		unlink(link);
	return r;
}

/* --- messages and status --- */

int dmsetup_message(const char *name, u64 sector, const char *text, char *reply, size_t reply_bytes)
{
	struct dm_ioctl *req = request_new(name, 0);
	struct dm_target_msg *msg = (struct dm_target_msg *)((char *)req + req->data_start);
	int r;

	msg->sector = sector;
	strcpy(msg->message, text);
	r = request_go(req, DM_TARGET_MSG);
	if (!r && (req->flags & DM_DATA_OUT_FLAG)) {
		snprintf(reply, reply_bytes, "%s", (char *)req + req->data_start);
		r = 1;
	}
	free(req);
	return r;
}

int dmsetup_status(const char *name, enum dmsetup_status what, bool is_inactive, char *out,
		   size_t out_bytes)
{
	u32 flags = (what == DMSETUP_TABLE ? DM_STATUS_TABLE_FLAG : 0) |
		    (is_inactive ? DM_QUERY_INACTIVE_TABLE_FLAG : 0);
	struct dm_ioctl *req = request_new(name, flags);
	char *data = (char *)req + req->data_start;
	struct dm_target_spec *spec = (struct dm_target_spec *)data;
	int r = request_go(req, DM_TABLE_STATUS);
	size_t n = 0;
	u32 i;

	out[0] = '\0';
	for (i = 0; !r && i < req->target_count; i++) {
		n += snprintf(out + n, out_bytes - n, "%s%llu %llu %s %s", i ? "\n" : "",
			      (unsigned long long)spec->sector_start,
			      (unsigned long long)spec->length, spec->target_type,
			      (char *)(spec + 1));
		spec = (struct dm_target_spec *)(data + spec->next);
	}
	free(req);
	return r;
}

static u64 queue_attribute(u64 dev, const char *name)
{
	char path[96], text[32] = "";
	FILE *file;

	snprintf(path, sizeof(path), "/sys/dev/block/%u:%u/%s", major(dev), minor(dev), name);
	file = fopen(path, "r");
	if (!file)
		return 0;
	if (!fgets(text, sizeof(text), file))
		text[0] = '\0';
	fclose(file);
	return !strncmp(text, "write back", 10) ? 1 : strtoull(text, NULL, 10);
}

int dmsetup_info(const char *name, struct dmsetup_info *info)
{
	struct dm_ioctl *req = request_new(name, 0);
	int r = request_go(req, DM_DEV_STATUS);

	memset(info, 0, sizeof(*info));
	if (!r) {
		info->exists = true;
		info->is_suspended = req->flags & DM_SUSPEND_FLAG;
		info->has_live_table = req->flags & DM_ACTIVE_PRESENT_FLAG;
		info->has_inactive_table = req->flags & DM_INACTIVE_PRESENT_FLAG;
		info->is_readonly = req->flags & DM_READONLY_FLAG;
		info->open_count = req->open_count;
		info->event_nr = req->event_nr;
		info->major = major(req->dev);
		info->minor = minor(req->dev);
		info->nr_sectors = queue_attribute(req->dev, "size");
		info->logical_block_bytes = queue_attribute(req->dev, "queue/logical_block_size");
		info->io_min_bytes = queue_attribute(req->dev, "queue/minimum_io_size");
		info->io_opt_bytes = queue_attribute(req->dev, "queue/optimal_io_size");
		info->max_discard_sectors = queue_attribute(req->dev, "queue/discard_max_bytes") >>
					    9;
		info->has_write_cache = queue_attribute(req->dev, "queue/write_cache");
		info->has_fua = queue_attribute(req->dev, "queue/fua");
	}
	free(req);
	return r;
}

/* "device-mapper: table: 254:0: TYPE: TEXT (-EINVAL)", the last one of the log. */
const char *dmsetup_last_error(void)
{
	static char log[65536], error[256];
	char *line, *last = NULL, *end;
	int n = klogctl(3, log, sizeof(log) - 1);

	log[n < 0 ? 0 : n] = '\0';
	for (line = log; (line = strstr(line, "device-mapper: table: ")) != NULL; line++)
		last = line;
	if (!last)
		return "";
	last = strstr(strstr(last + 22, ": ") + 2, ": ");
	snprintf(error, sizeof(error), "%.*s", last ? (int)strcspn(last + 2, "\n") : 0,
		 last ? last + 2 : "");
	end = strstr(error, " (-");
	if (end)
		*end = '\0';
	return error;
}

/* --- opening, waiting --- */

static struct {
	char name[32];
	int fd;
} opened[8];

int user_open(const char *dev)
{
	char path[64];
	int i, fd;

	snprintf(path, sizeof(path), "/dev/mapper/%s", dev);
	fd = open(path, O_RDONLY);
	if (fd < 0)
		return -errno;
	for (i = 0; i < 8; i++) {
		if (opened[i].name[0])
			continue;
		snprintf(opened[i].name, sizeof(opened[i].name), "%s", dev);
		opened[i].fd = fd;
		return 0;
	}
	close(fd);
	return -EMFILE;
}

void user_close(const char *dev)
{
	int i;

	for (i = 0; i < 8; i++) {
		if (strcmp(opened[i].name, dev))
			continue;
		close(opened[i].fd);
		opened[i].name[0] = '\0';
		return;
	}
}

static void guest_sleep_ms(unsigned int ms)
{
	usleep(ms * 1000);
}

struct thread {
	void (*fn)(void *arg);
	void *arg;
};

static void *thread_main(void *data)
{
	struct thread t = *(struct thread *)data;

	free(data);
	t.fn(t.arg);
	return NULL;
}

static void guest_spawn(void (*fn)(void *arg), void *arg)
{
	struct thread *t = malloc(sizeof(*t));
	pthread_t id;

	*t = (struct thread){ fn, arg };
	if (pthread_create(&id, NULL, thread_main, t)) {
		perror("pthread_create");
		exit(3);
	}
	pthread_detach(id);
}

static bool guest_call(void (*fn)(void *arg), void *arg)
{
	fn(arg);
	return true;
}

static void guest_line(const char *text)
{
	puts(text);
	fflush(stdout);
}

int main(int argc, char **argv)
{
	static const struct steps_world world = {
		.call = guest_call,
		.spawn = guest_spawn,
		.sleep_ms = guest_sleep_ms,
		.line = guest_line,
	};
	int i, nr_failed = 0;

	control = open("/dev/mapper/control", O_RDWR);
	if (control < 0) {
		perror("/dev/mapper/control");
		return 3;
	}
	for (i = 1; i < argc; i++)
		nr_failed += steps_run(&world, argv[i]) != 0;
	return nr_failed ? 1 : 0;
}
