// SPDX-License-Identifier: GPL-2.0-only
/*
 * The "conformance" target: a linear one whose messages run suites, submit bios to
 * its device, and hand out what recorder targets saw.
 *
 *	0 1024 conformance /dev/x
 *
 *	run SUITE		"N assertions", or "M of N failed" (see the kernel log)
 *	io OP SECTOR NR		submit, wait; the errno's name, or "0"
 *	put SECTOR NR SEED	write a pattern; the errno's name, or "0"
 *	get SECTOR NR SEED	read: "same", "different", or the errno's name;
 *				seed 0 is zeroes
 *	start OP SECTOR NR	submit only
 *	poll			"pending", or the result of the last start
 *	wait			wait up to ten seconds for the last start, and its result
 *	log			what the recorders saw since the last time
 *	name			major:minor of the device
 *	clobber WORD		F4.6: what WORD looks like after a result was written
 *	fill NR			a result of NR bytes
 *
 * OP is read, write, flush, discard or zeroes, with ",fua", ",preflush", ",nowait",
 * ",rahead" behind it.
 */
#include <linux/bio.h>
#include <linux/module.h>

#include "io.h"

#define DM_MSG_PREFIX "conformance"

struct block_device *conf_bdev;

struct control {
	struct dm_dev *dev;
	struct conf_io io; /* of the last "start" */
};

static int control_ctr(struct dm_target *ti, unsigned int argc, char **argv)
{
	struct control *c;
	int r;

	if (argc != 1) {
		ti->error = "Invalid argument count";
		return -EINVAL;
	}
	c = kzalloc(sizeof(*c), GFP_KERNEL);
	if (!c)
		return -ENOMEM;
	r = conf_io_init(&c->io);
	if (r)
		goto free;
	r = dm_get_device(ti, argv[0], dm_table_get_mode(ti->table), &c->dev);
	if (r) {
		ti->error = "Device lookup failed";
		goto exit_io;
	}
	ti->num_flush_bios = 1;
	ti->private = c;
	return 0;
exit_io:
	conf_io_exit(&c->io);
free:
	kfree(c);
	return r;
}

static void control_dtr(struct dm_target *ti)
{
	struct control *c = ti->private;

	conf_io_exit(&c->io);
	dm_put_device(ti, c->dev);
	kfree(c);
}

static int control_map(struct dm_target *ti, struct bio *bio)
{
	struct control *c = ti->private;

	bio_set_dev(bio, c->dev->bdev);
	return DM_MAPIO_REMAPPED;
}

/* --- messages --- */

static int message_run(struct control *c, const char *suite, char *result, unsigned int maxlen)
{
	unsigned int sz = 0;
	int r;

	conf_bdev = c->dev->bdev;
	r = conformance_run(suite);
	conf_bdev = NULL;
	if (r < 0)
		return r;
	if (r)
		DMEMIT("%u of %u failed", conf_totals.nr_failed, conf_totals.nr_asserts);
	else
		DMEMIT("%u cases %u assertions", conf_totals.nr_cases, conf_totals.nr_asserts);
	return 1;
}

static int message_clobber(char **argv, char *result, unsigned int maxlen)
{
	char word[16];
	unsigned int sz = 0;

	strscpy(word, argv[1], sizeof(word));
	DMEMIT("################################");
	if (!strcmp(argv[1], word)) {
		sz = 0;
		DMEMIT("apart");
	} else {
		sz = 0;
		DMEMIT("overlaps");
	}
	return 1;
}

static int message_fill(const char *nr, char *result, unsigned int maxlen)
{
	unsigned int nr_chars, sz = 0;

	if (kstrtouint(nr, 10, &nr_chars))
		return -EINVAL;
	while (nr_chars--)
		DMEMIT("x");
	return 1;
}

static int message_start(struct control *c, char **argv, u32 seed)
{
	unsigned int nr_sectors;
	u64 sector;

	if (kstrtou64(argv[2], 10, &sector) || kstrtouint(argv[3], 10, &nr_sectors))
		return -EINVAL;
	return conf_io_start(&c->io, c->dev->bdev, argv[1], sector, nr_sectors, seed);
}

/* "put SECTOR NR SEED" and "get SECTOR NR SEED" */
static int message_pattern(struct control *c, char **argv, char *result, unsigned int maxlen)
{
	bool is_put = !strcmp(argv[0], "put");
	char *io_argv[] = { argv[0], is_put ? "write" : "read", argv[1], argv[2] };
	unsigned int sz = 0;
	u32 seed;
	int r;

	if (kstrtou32(argv[3], 10, &seed))
		return -EINVAL;
	r = message_start(c, io_argv, is_put ? seed : 0);
	if (r)
		return r;
	DMEMIT("%s", is_put ? conf_io_end(&c->io, 10 * HZ) : conf_io_compare(&c->io, seed));
	return 1;
}

static int control_message(struct dm_target *ti, unsigned int argc, char **argv, char *result,
			   unsigned int maxlen)
{
	struct control *c = ti->private;
	unsigned int sz = 0;
	int r;

	if (argc == 2 && !strcmp(argv[0], "run"))
		return message_run(c, argv[1], result, maxlen);
	if (argc == 2 && !strcmp(argv[0], "clobber"))
		return message_clobber(argv, result, maxlen);
	if (argc == 2 && !strcmp(argv[0], "fill"))
		return message_fill(argv[1], result, maxlen);
	if (argc == 4 && !strcmp(argv[0], "start"))
		return message_start(c, argv, 0);
	if (argc == 4 && (!strcmp(argv[0], "put") || !strcmp(argv[0], "get")))
		return message_pattern(c, argv, result, maxlen);
	if (argc == 4 && !strcmp(argv[0], "io")) {
		r = message_start(c, argv, 0);
		if (r)
			return r;
		DMEMIT("%s", conf_io_end(&c->io, 10 * HZ));
	} else if (argc == 1 && !strcmp(argv[0], "wait")) {
		DMEMIT("%s", conf_io_end(&c->io, 10 * HZ));
	} else if (argc == 1 && !strcmp(argv[0], "poll")) {
		DMEMIT("%s", conf_io_end(&c->io, 0));
	} else if (argc == 1 && !strcmp(argv[0], "name")) {
		DMEMIT("%s", c->dev->name);
	} else if (argc == 1 && !strcmp(argv[0], "log")) {
		conf_record_take(result, maxlen);
	} else {
		return -EINVAL;
	}
	return 1;
}

struct target_type conf_control_target = {
	.name = "conformance",
	.version = { 1, 0, 0 },
	.module = THIS_MODULE,
	.ctr = control_ctr,
	.dtr = control_dtr,
	.map = control_map,
	.message = control_message,
};
