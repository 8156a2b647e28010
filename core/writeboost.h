/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What the driver's files offer each other, in the order in which data flows.
 * "__" in a name: index_lock is held.
 */
#ifndef WB_WRITEBOOST_H
#define WB_WRITEBOOST_H

#define DM_MSG_PREFIX "writeboost"

#include <linux/bug.h>

#include "compat.h"
#include "device.h"

/* What must hold, numbered as in docs/contract.md. A broken one is a bug of ours. */
#define wb_assert(cond, promise) WARN_ONCE(!(cond), "writeboost: %s broken: %s", promise, #cond)

/* Says in the log what is wrong with the cache device; its value is the errno for that. */
#define wb_refuse(fmt, ...)                \
	({                                 \
		DMERR(fmt, ##__VA_ARGS__); \
		-EINVAL;                   \
	})

/* The same for a table or a message. */
static inline int wb_invalid(char **error, char *text)
{
	*error = text;
	return -EINVAL;
}

static inline unsigned int wb_param(struct wb_device *wb, enum wb_key key)
{
	return READ_ONCE(wb->param[key]);
}

/* args.c: the table line and the messages that tune */
int wb_args_parse(struct wb_device *wb, struct dm_arg_set *as, char **error);
int wb_args_set(struct wb_device *wb, const char *key, const char *value, bool is_message,
		char **error);
const char *wb_args_name(enum wb_key key);

/* owner.c: no disk is worked on by two devices */
int wb_owner_claim(struct wb_device *wb);
void wb_owner_release(struct wb_device *wb);

/* status.c: status and messages */
void wb_status(struct dm_target *ti, status_type_t type, unsigned int flags, char *result,
	       unsigned int maxlen);
int wb_message(struct dm_target *ti, unsigned int argc, char **argv, char *result,
	       unsigned int maxlen);

/* map.c: a bio comes in, and leaves */
int wb_map(struct dm_target *ti, struct bio *bio);
int wb_end_io(struct dm_target *ti, struct bio *bio, blk_status_t *error);
void wb_remap(struct wb_bio *pb, struct bio *bio, enum wb_disk disk, sector_t sector);

/* append.c: data enters the log */
enum wb_appended { WB_APPENDED, WB_NO_ROOM, WB_NEEDS_MERGE, WB_BUSY };

struct wb_piece wb_piece(struct bvec_iter iter);
void wb_copy_from_bio(void *to, struct bio *bio, struct bvec_iter iter, unsigned int nr_bytes);
void wb_copy_to_bio(struct bio *bio, struct bvec_iter iter, const void *from,
		    unsigned int nr_bytes);
enum wb_appended wb_append(struct wb_device *wb, struct bio *bio, struct wb_bio *pb,
			   struct wb_preread *pre);
bool wb_append_again(struct wb_device *wb, struct wb_metablock *old, const void *data);
void wb_append_clean(struct wb_device *wb, struct wb_range *range, wb_block_t block,
		     const void *data);

/* defer.c: what map may not do itself */
void wb_defer(struct wb_bio *pb, enum wb_deferral deferral);
bool wb_must_bypass(struct wb_device *wb, struct bio *bio);

/* range.c: blocks that somebody has to himself */
bool __wb_range_conflicts(struct wb_device *wb, sector_t begin, sector_t end);
void __wb_range_add(struct wb_device *wb, struct wb_range *range, sector_t begin, sector_t end,
		    bool is_exclusive);
void wb_range_remove(struct wb_device *wb, struct wb_range *range);
bool wb_range_park(struct wb_device *wb, struct bio *bio, sector_t begin, sector_t end);

/* readcache.c: reads that are worth keeping */
bool __wb_must_stage(struct wb_device *wb, sector_t sector, unsigned int nr_sectors);
void wb_stage(struct wb_device *wb, struct wb_bio *pb, struct bio *bio);

/* index.c: block -> newest metablock */
int wb_index_init(struct wb_device *wb);
void wb_index_exit(struct wb_device *wb);
spinlock_t *wb_index_stripe(struct wb_device *wb, wb_block_t block);
struct wb_metablock *__wb_index_lookup(struct wb_device *wb, wb_block_t block);
void __wb_index_insert(struct wb_device *wb, struct wb_metablock *mb);
void __wb_index_remove(struct wb_device *wb, struct wb_metablock *mb);
void __wb_index_set_dirty(struct wb_device *wb, struct wb_metablock *mb);
void __wb_index_set_clean(struct wb_device *wb, struct wb_metablock *mb);
bool wb_index_drop_clean(struct wb_device *wb, sector_t begin, sector_t end);

/* segment.c: where things lie, and the segment header */
u32 wb_segment_slot(struct wb_device *wb, u64 id);
struct wb_metablock *wb_segment_metablock(struct wb_device *wb, u32 slot, unsigned int idx);
sector_t wb_segment_sector(struct wb_device *wb, u32 slot);
sector_t wb_metablock_sector(struct wb_device *wb, struct wb_metablock *mb);
void wb_segment_get_reader(struct wb_segment *seg);
void wb_segment_put_reader(struct wb_device *wb, struct wb_segment *seg);
unsigned int wb_segment_nr_bytes(unsigned int length);
u32 wb_segment_checksum(const struct wb_segment_disk *header);
bool wb_segment_has_mark(const struct wb_segment_disk *header);
bool wb_segment_is_marked(const struct wb_segment_disk *header);
void wb_segment_write_header(struct wb_device *wb, struct wb_segment *seg,
			     struct wb_segment_disk *header);

/* rambuf.c: segments on their way to the SSD */
int wb_rambuf_init(struct wb_device *wb);
void wb_rambuf_exit(struct wb_device *wb);
bool __wb_rambuf_open(struct wb_device *wb, bool is_user);
struct wb_metablock *__wb_rambuf_take(struct wb_device *wb, wb_block_t block, u8 valid);
void __wb_rambuf_seal(struct wb_device *wb);
void wb_rambuf_wait(struct wb_device *wb);
void wb_rambuf_pin(struct wb_rambuf *buf);
void wb_rambuf_unpin(struct wb_device *wb, struct wb_rambuf *buf);
void *wb_rambuf_block(struct wb_rambuf *buf, struct wb_metablock *mb);

/* barrier.c: what must be durable, and when */
void wb_barrier_add(struct wb_device *wb, struct bio *bio, u64 covers);
bool __wb_barrier_is_due(struct wb_device *wb);
long wb_barrier_timeout(struct wb_device *wb);
bool wb_barrier_commit(struct wb_device *wb);
void wb_backing_work(struct work_struct *work);
u64 wb_barrier_seal(struct wb_device *wb);
int wb_flush_cache(struct wb_device *wb);
int wb_flush_backing(struct wb_device *wb, bool must_flush);
void wb_persist_log(struct wb_device *wb);
void wb_persist(struct wb_device *wb);
void wb_sync_work(struct work_struct *work);
void wb_sync_arm(struct wb_device *wb);

/* flush.c, writeback.c: the daemons */
int wb_flush_daemon(void *data);
int wb_writeback_daemon(void *data);
int wb_writeback_init(struct wb_device *wb);
void wb_writeback_exit(struct wb_device *wb);

/* modulator.c: is the HDD idle enough? */
void wb_busy_begin(struct wb_busy *busy);
void wb_busy_end(struct wb_busy *busy);
void wb_modulator_sample(struct wb_device *wb);
bool wb_modulator_allows(struct wb_device *wb);

/* superblock.c, recover.c: what is on the cache device */
int wb_superblock_load(struct wb_device *wb, bool *must_format);
int wb_superblock_format(struct wb_device *wb);
int wb_superblock_rewrite(struct wb_device *wb);
int wb_superblock_clear(struct wb_device *wb, u64 above, bool must_clear_all);
int wb_record_read(struct wb_device *wb, u64 *id);
int wb_record_write(struct wb_device *wb, u64 id);
int wb_recover(struct wb_device *wb);

/* io.c: the only door to a disk */
int wb_io_init(struct wb_device *wb);
void wb_io_exit(struct wb_device *wb);
void wb_io_begin(struct wb_io_group *group, struct wb_device *wb);
void wb_io_submit(struct wb_io_group *group, enum wb_disk disk, blk_opf_t opf, sector_t sector,
		  void *data, unsigned int nr_bytes);
int wb_io_wait(struct wb_io_group *group);
int wb_io_sync(struct wb_device *wb, enum wb_disk disk, blk_opf_t opf, sector_t sector, void *data,
	       unsigned int nr_bytes);
void wb_run_add(struct wb_run *run, sector_t sector, void *data, unsigned int nr_bytes);
void wb_run_end(struct wb_run *run);
void wb_io_pass(struct wb_device *wb, struct bio *bio);
bool wb_is_live(struct wb_device *wb);
bool wb_is_dead(struct wb_device *wb);
void wb_die(struct wb_device *wb, enum wb_disk disk);
void wb_warn_errno(struct wb_device *wb, enum wb_disk disk, blk_status_t status);
void wb_event_work(struct work_struct *work);
bool wb_hold(struct wb_device *wb, struct bio *bio);
void wb_bio_rewind(struct bio *bio, struct bvec_iter iter, struct block_device *bdev);
void wb_endio(struct wb_device *wb, struct bio *bio, blk_status_t status);

/* invariants.c: what must hold in every state */
void __wb_check_ids(struct wb_device *wb);
void __wb_check_reusable(struct wb_device *wb, struct wb_segment *seg);
void wb_check_sealed(struct wb_device *wb, struct wb_rambuf *buf);
void wb_check_overwrite(struct wb_device *wb, struct wb_segment *seg);
void wb_check_barrier(struct wb_device *wb, u64 covers);
void wb_check_suspended(struct wb_device *wb);

#endif
