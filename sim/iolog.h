/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Reader of fio's iologs, versions 2 and 3: text, a line for each thing that a job did to a
 * file, as fio's write_iolog prints it and its read_iolog takes it. No data is in it.
 *
 *   fio version 3 iolog                     fio version 2 iolog
 *   TIME FILE add|open|close                FILE add|open|close
 *   TIME FILE ACTION OFFSET LENGTH          FILE ACTION OFFSET LENGTH
 *
 * From: a file.
 * To:   recording.c, one line at a time. Everything is checked before it is used.
 */
#ifndef SIM_IOLOG_H
#define SIM_IOLOG_H

#include "ints.h"

struct iolog;

/* In this order of iolog.c's words. */
enum iolog_action {
	IOLOG_ADD,
	IOLOG_OPEN,
	IOLOG_CLOSE,
	IOLOG_READ,
	IOLOG_WRITE,
	IOLOG_TRIM,
	IOLOG_SYNC,
	IOLOG_DATASYNC,
	IOLOG_SYNC_FILE_RANGE,
	IOLOG_WAIT,
	NR_IOLOG_ACTIONS
};

/**
 * struct iolog_entry - one line
 * @nr: from 1: that of the second line of the file
 * @file: from 0, in the order in which they were added
 * @sector, @nr_sectors: within the file; of READ, WRITE and TRIM, else 0
 * @at_us: since the beginning: the line's time (version 3), or the waits so far
 */
struct iolog_entry {
	u64 nr;
	enum iolog_action action;
	u32 file;
	u64 sector, nr_sectors;
	u64 at_us;
};

/* Does a file that begins like this want to be an iolog, of whatever version? */
#define IOLOG_BEGINNING "fio version "

/**
 * iolog_open - open one and check its first line
 * @error: on failure "file: line 1: what was expected"
 * Return: the reader, or NULL.
 */
struct iolog *iolog_open(const char *path, char *error, size_t error_bytes);
void iolog_close(struct iolog *log);

/**
 * iolog_next - the next line
 * Return: 1; 0 after the last; -1: "file: line n: what was expected" in iolog_error()
 */
int iolog_next(struct iolog *log, struct iolog_entry *entry);
const char *iolog_error(const struct iolog *log);

/* How many were added so far. */
u32 iolog_nr_files(const struct iolog *log);

#endif
