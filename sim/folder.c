// SPDX-License-Identifier: GPL-2.0-only
/*
 * Folders for what a command leaves.
 *
 * From: whoever writes findings, logbooks and tapes.
 * To:   the file system.
 */
#include "folder.h"

#include <errno.h>
#include <limits.h>
#include <string.h>
#include <sys/stat.h>

static bool make_one(const char *path)
{
	struct stat stat_of;

	if (!mkdir(path, 0777))
		return true;
	if (errno != EEXIST)
		return false;
	if (!stat(path, &stat_of) && !S_ISDIR(stat_of.st_mode))
		errno = ENOTDIR;
	return errno == EEXIST;
}

bool folder_make(const char *path)
{
	char parent[PATH_MAX];
	char *slash;

	if (make_one(path))
		return true;
	if (errno != ENOENT)
		return false;
	if (strlen(path) >= sizeof(parent)) {
		errno = ENAMETOOLONG;
		return false;
	}
	strcpy(parent, path);
	for (slash = strchr(parent + 1, '/'); slash; slash = strchr(slash + 1, '/')) {
		*slash = '\0';
		if (!make_one(parent))
			return false;
		*slash = '/';
	}
	return make_one(path);
}
