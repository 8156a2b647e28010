// SPDX-License-Identifier: GPL-2.0-only
/*
 * Status codes and operations by number, errno and name (F1.49, table 1.11).
 */
#include <linux/blkdev.h>
#include <linux/errno.h>
#include <linux/export.h>
#include <linux/kernel.h>

#include "blk.h"

static const struct {
	int error;
	const char *name;
} statuses[] = {
	[BLK_STS_OK] = { 0, "" },
	[BLK_STS_NOTSUPP] = { -EOPNOTSUPP, "operation not supported" },
	[BLK_STS_TIMEOUT] = { -ETIMEDOUT, "timeout" },
	[BLK_STS_NOSPC] = { -ENOSPC, "critical space allocation" },
	[BLK_STS_TRANSPORT] = { -ENOLINK, "recoverable transport" },
	[BLK_STS_TARGET] = { -EREMOTEIO, "critical target" },
	[BLK_STS_NEXUS] = { -EBADE, "critical nexus" },
	[BLK_STS_MEDIUM] = { -ENODATA, "critical medium" },
	[BLK_STS_PROTECTION] = { -EILSEQ, "protection" },
	[BLK_STS_RESOURCE] = { -ENOMEM, "kernel resource" },
	[BLK_STS_IOERR] = { -EIO, "I/O" },
	[BLK_STS_DM_REQUEUE] = { -EREMCHG, "dm internal retry" },
	[BLK_STS_AGAIN] = { -EAGAIN, "nonblocking retry" },
	[BLK_STS_DEV_RESOURCE] = { -EBUSY, "device resource" },
	[BLK_STS_ZONE_RESOURCE] = { -EIO, "zone resource" },
	[BLK_STS_ZONE_OPEN_RESOURCE] = { -ETOOMANYREFS, "open zones exceeded" },
	[BLK_STS_ZONE_ACTIVE_RESOURCE] = { -EOVERFLOW, "active zones exceeded" },
	[BLK_STS_OFFLINE] = { -ENODEV, "device offline" },
};

blk_status_t errno_to_blk_status(int error)
{
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(statuses); i++) {
		if (statuses[i].error == error)
			return (blk_status_t)i;
	}
	return BLK_STS_IOERR;
}
EXPORT_SYMBOL(errno_to_blk_status);

int blk_status_to_errno(blk_status_t status)
{
	if (WARN_ON_ONCE(status >= ARRAY_SIZE(statuses)))
		return -EIO;
	return statuses[status].error;
}
EXPORT_SYMBOL(blk_status_to_errno);

const char *blk_status_to_str(blk_status_t status)
{
	return status < ARRAY_SIZE(statuses) ? statuses[status].name : "<null>";
}

const char *blk_op_str(enum req_op op)
{
	switch (op) {
	case REQ_OP_READ:
		return "READ";
	case REQ_OP_WRITE:
		return "WRITE";
	case REQ_OP_FLUSH:
		return "FLUSH";
	case REQ_OP_DISCARD:
		return "DISCARD";
	case REQ_OP_SECURE_ERASE:
		return "SECURE_ERASE";
	case REQ_OP_WRITE_ZEROES:
		return "WRITE_ZEROES";
	default:
		return "UNKNOWN";
	}
}
EXPORT_SYMBOL(blk_op_str);
