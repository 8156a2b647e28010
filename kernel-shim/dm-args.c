// SPDX-License-Identifier: GPL-2.0-only
/*
 * Table lines and messages into words, and words into numbers (F3.1, F3.21).
 */
#include <linux/ctype.h>
#include <linux/export.h>
#include <linux/kernel.h>
#include <linux/slab.h>

#include "dm-core.h"

static char **grow(unsigned int *nr_max, char **old)
{
	unsigned int n = *nr_max ? *nr_max * 2 : 8;
	char **argv = kmalloc_array(n, sizeof(*argv), *nr_max ? GFP_KERNEL : GFP_NOIO);

	if (argv && old)
		memcpy(argv, old, *nr_max * sizeof(*argv));
	if (argv)
		*nr_max = n;
	kfree(old);
	return argv;
}

/* Takes one word off @input, in place; a backslash quotes the next character. */
static char *take_word(char *input, char **word)
{
	char *out;

	while (isspace(*input))
		input++;
	*word = *input ? input : NULL;
	for (out = input; *input && !isspace(*input); input++) {
		if (*input == '\\' && input[1])
			input++;
		*out++ = *input;
	}
	if (*input)
		input++;
	if (*word)
		*out = '\0';
	return input;
}

/* The words lie in @input; the array is the caller's to kfree(). */
int dm_split_args(int *argc, char ***argvp, char *input)
{
	unsigned int nr_max = 0;
	char **argv = NULL, *word;

	*argc = 0;
	*argvp = NULL;
	if (!input)
		return 0;
	argv = grow(&nr_max, argv);
	while (argv) {
		input = take_word(input, &word);
		if (!word)
			break;
		if (*argc == (int)nr_max)
			argv = grow(&nr_max, argv);
		if (argv)
			argv[(*argc)++] = word;
	}
	if (!argv)
		return -ENOMEM;
	*argvp = argv;
	return 0;
}

static int read_number(const struct dm_arg *arg, struct dm_arg_set *as, unsigned int *value,
		       char **error, bool is_group)
{
	const char *text = dm_shift_arg(as);
	char rest;

	if (!text || sscanf(text, "%u%c", value, &rest) != 1 || *value < arg->min ||
	    *value > arg->max || (is_group && as->argc < *value)) {
		*error = arg->error;
		return -EINVAL;
	}
	return 0;
}

int dm_read_arg(const struct dm_arg *arg, struct dm_arg_set *arg_set, unsigned int *value,
		char **error)
{
	return read_number(arg, arg_set, value, error, false);
}
EXPORT_SYMBOL(dm_read_arg);

int dm_read_arg_group(const struct dm_arg *arg, struct dm_arg_set *arg_set, unsigned int *num_args,
		      char **error)
{
	return read_number(arg, arg_set, num_args, error, true);
}
EXPORT_SYMBOL(dm_read_arg_group);

const char *dm_shift_arg(struct dm_arg_set *as)
{
	if (!as->argc)
		return NULL;
	as->argc--;
	return *as->argv++;
}
EXPORT_SYMBOL(dm_shift_arg);

void dm_consume_args(struct dm_arg_set *as, unsigned int num_args)
{
	BUG_ON(as->argc < num_args);
	as->argc -= num_args;
	as->argv += num_args;
}
EXPORT_SYMBOL(dm_consume_args);
