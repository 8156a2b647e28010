// SPDX-License-Identifier: GPL-2.0-only
/*
 * A scenario as a file.
 *
 * From: a name on the command line.
 * To:   script.c, which runs the text; report.c, which quotes the claim.
 *
 * The root is ./scenarios, else the first scenarios/ above the program's folder.
 */
#include "scenario.h"

#include <dirent.h>
#include <limits.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <xxhash.h>

#define MAX_SCENARIO_BYTES (1u << 20)
#define MAX_DEPTH 4

static char root_path[PATH_MAX];

static bool is_folder(const char *path)
{
	struct stat st;

	return stat(path, &st) == 0 && S_ISDIR(st.st_mode);
}

static bool is_file(const char *path)
{
	struct stat st;

	return stat(path, &st) == 0 && S_ISREG(st.st_mode);
}

void scenario_set_program(const char *argv0)
{
	char folder[PATH_MAX], path[PATH_MAX + sizeof("/scenarios")];
	char *slash;

	root_path[0] = '\0';
	if (is_folder("scenarios")) {
		strcpy(root_path, "scenarios");
		return;
	}
	if (!realpath("/proc/self/exe", folder) && !realpath(argv0, folder))
		return;
	while ((slash = strrchr(folder, '/')) && slash != folder) {
		*slash = '\0';
		snprintf(path, sizeof(path), "%s/scenarios", folder);
		if (is_folder(path) && strlen(path) < sizeof(root_path)) {
			strcpy(root_path, path);
			return;
		}
	}
}

static const char *root(void)
{
	if (!root_path[0])
		scenario_set_program("");
	return root_path[0] ? root_path : "scenarios";
}

/* --- the list --- */

struct list {
	char **names;
	size_t nr;
};

static void list_add(struct list *list, const char *name, size_t chars)
{
	list->names = realloc(list->names, (list->nr + 1) * sizeof(*list->names));
	list->names[list->nr++] = strndup(name, chars);
}

static void list_walk(struct list *list, const char *path, const char *prefix, int depth)
{
	char child[PATH_MAX], name[PATH_MAX];
	struct dirent *entry;
	DIR *dir = opendir(path);
	size_t chars;

	if (!dir)
		return;
	while ((entry = readdir(dir))) {
		if (entry->d_name[0] == '.')
			continue;
		if (snprintf(child, sizeof(child), "%s/%s", path, entry->d_name) >= PATH_MAX ||
		    snprintf(name, sizeof(name), "%s%s", prefix, entry->d_name) >= PATH_MAX - 2)
			continue;
		chars = strlen(name);
		if (is_folder(child) && depth < MAX_DEPTH) {
			strcat(name, "/");
			list_walk(list, child, name, depth + 1);
		} else if (chars > 4 && !strcmp(name + chars - 4, ".lua")) {
			list_add(list, name, chars - 4);
		}
	}
	closedir(dir);
}

static int compare_names(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

size_t scenario_list(char ***names)
{
	struct list list = { NULL, 0 };

	list_walk(&list, root(), "", 0);
	if (list.nr)
		qsort(list.names, list.nr, sizeof(*list.names), compare_names);
	*names = list.names;
	return list.nr;
}

void scenario_list_free(char **names, size_t nr)
{
	while (nr--)
		free(names[nr]);
	free(names);
}

/* --- finding one --- */

static const char *last_part(const char *name)
{
	const char *slash = strrchr(name, '/');

	return slash ? slash + 1 : name;
}

/* Levenshtein's distance, both cut to 63 characters. */
static unsigned int distance(const char *a, const char *b)
{
	unsigned int row[64], i, j, diagonal, above;
	size_t na = strnlen(a, 63), nb = strnlen(b, 63);

	for (j = 0; j <= nb; j++)
		row[j] = j;
	for (i = 1; i <= na; i++) {
		diagonal = row[0];
		row[0] = i;
		for (j = 1; j <= nb; j++) {
			above = row[j];
			row[j] = diagonal + (a[i - 1] != b[j - 1]);
			if (above + 1 < row[j])
				row[j] = above + 1;
			if (row[j - 1] + 1 < row[j])
				row[j] = row[j - 1] + 1;
			diagonal = above;
		}
	}
	return row[nb];
}

static bool is_near(const char *what, const char *name)
{
	const char *a = last_part(what), *b = last_part(name);

	return (*a && strstr(b, a)) || distance(a, b) <= 2 + strlen(a) / 4;
}

__attribute__((format(printf, 3, 4))) static void append(char *text, size_t bytes, const char *fmt,
							 ...)
{
	size_t used = strlen(text);
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(text + used, bytes - used, fmt, ap);
	va_end(ap);
}

static void tell_near(const char *what, char **names, size_t nr, char *error, size_t bytes)
{
	unsigned int nr_told = 0;
	size_t i;

	snprintf(error, bytes, "no scenario '%s' (looked for a file of that name, and in %s/)",
		 what, root());
	for (i = 0; i < nr && nr_told < 8; i++)
		if (is_near(what, names[i]))
			append(error, bytes, "%s %s", nr_told++ ? "," : "; did you mean", names[i]);
	if (!nr_told)
		append(error, bytes, "; `wbsim list` names all %zu", nr);
}

/* Returns the index of the one that @what means, -1 after having said why not. */
static ssize_t choose_name(const char *what, char **names, size_t nr, char *error, size_t bytes)
{
	size_t i, nr_found = 0;
	ssize_t found = -1;

	for (i = 0; i < nr; i++) {
		if (!strcmp(names[i], what))
			return i;
		if (!strcmp(last_part(names[i]), what)) {
			found = i;
			nr_found++;
		}
	}
	if (nr_found == 1)
		return found;
	if (!nr_found) {
		tell_near(what, names, nr, error, bytes);
		return -1;
	}
	snprintf(error, bytes, "'%s' is the name of %zu scenarios:", what, nr_found);
	for (i = 0; i < nr; i++)
		if (!strcmp(last_part(names[i]), what))
			append(error, bytes, " %s", names[i]);
	append(error, bytes, "; say which");
	return -1;
}

static char *find_path(const char *what, char *error, size_t bytes)
{
	char path[PATH_MAX], name[PATH_MAX], **names;
	size_t nr, chars = strlen(what);
	char *found = NULL;
	ssize_t i;

	if (is_file(what))
		return strdup(what);
	snprintf(name, sizeof(name), "%s", what);
	if (chars > 4 && chars < PATH_MAX && !strcmp(what + chars - 4, ".lua"))
		name[chars - 4] = '\0';
	nr = scenario_list(&names);
	i = choose_name(name, names, nr, error, bytes);
	if (i >= 0 && snprintf(path, sizeof(path), "%s/%s.lua", root(), names[i]) < PATH_MAX)
		found = strdup(path);
	scenario_list_free(names, nr);
	return found;
}

/* "folder/name" for what lies under the root, otherwise the path as it is. */
static char *name_of(const char *path)
{
	char real_root[PATH_MAX], real[PATH_MAX];
	const char *name = path;
	size_t chars;

	if (realpath(root(), real_root) && realpath(path, real)) {
		chars = strlen(real_root);
		if (!strncmp(real, real_root, chars) && real[chars] == '/')
			name = real + chars + 1;
	}
	chars = strlen(name);
	if (name != path && chars > 4 && !strcmp(name + chars - 4, ".lua"))
		chars -= 4;
	return strndup(name, chars);
}

/* --- what it says --- */

static const char *comment_of(const char *line, size_t *chars)
{
	const char *end = strchrnul(line, '\n');

	if (strncmp(line, "--", 2) || !strncmp(line, "--[[", 4))
		return NULL;
	line += 2;
	while (*line == ' ' || *line == '\t')
		line++;
	*chars = end - line;
	return line;
}

static void claims_copy(char *out, const char *words, size_t chars)
{
	while (chars && (*words == ' ' || *words == '\t')) {
		words++;
		chars--;
	}
	memcpy(out, words, chars);
	out[chars] = '\0';
}

static void read_claims(struct scenario *s)
{
	static const char key[] = "Claims:", licence[] = "SPDX-";
	const char *line = s->text, *words;
	size_t chars, used = 0;

	s->claim = calloc(1, s->text_bytes + 2);
	s->claims = calloc(1, s->text_bytes + 2);
	while ((words = comment_of(line, &chars))) {
		if (!strncmp(words, key, strlen(key))) {
			claims_copy(s->claims, words + strlen(key), chars - strlen(key));
		} else if (strncmp(words, licence, strlen(licence)) && chars) {
			if (used)
				s->claim[used++] = ' ';
			memcpy(s->claim + used, words, chars);
			used += chars;
		}
		line = strchrnul(line, '\n');
		if (*line)
			line++;
	}
}

struct scenario *scenario_from_text(const char *name, const char *text)
{
	struct scenario *s = calloc(1, sizeof(*s));

	s->name = strdup(name);
	s->path = strdup(name);
	s->text = strdup(text);
	s->text_bytes = strlen(text);
	s->hash = XXH3_64bits(s->text, s->text_bytes);
	read_claims(s);
	return s;
}

static char *read_text(const char *path, size_t *bytes)
{
	FILE *file = fopen(path, "rb");
	char *text;

	if (!file)
		return NULL;
	text = malloc(MAX_SCENARIO_BYTES + 1);
	*bytes = fread(text, 1, MAX_SCENARIO_BYTES + 1, file);
	if (ferror(file) || *bytes > MAX_SCENARIO_BYTES || memchr(text, 0, *bytes)) {
		free(text);
		text = NULL;
	} else {
		text[*bytes] = '\0';
	}
	fclose(file);
	return text;
}

struct scenario *scenario_open(const char *what, char *error, size_t error_bytes)
{
	char *path = find_path(what, error, error_bytes), *text, *name;
	struct scenario *s;
	size_t bytes;

	if (!path)
		return NULL;
	text = read_text(path, &bytes);
	if (!text) {
		snprintf(error, error_bytes,
			 "%s: cannot be read as a scenario (a Lua text of at most 1 MiB)", path);
		free(path);
		return NULL;
	}
	name = name_of(path);
	s = scenario_from_text(name, text);
	free(s->path);
	s->path = path;
	free(name);
	free(text);
	return s;
}

void scenario_close(struct scenario *s)
{
	if (!s)
		return;
	free(s->name);
	free(s->path);
	free(s->text);
	free(s->claim);
	free(s->claims);
	free(s);
}
