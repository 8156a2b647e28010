/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Arrays of hash lists whose size the compiler knows.
 */
#ifndef _LINUX_HASHTABLE_H
#define _LINUX_HASHTABLE_H

#include <linux/hash.h>
#include <linux/kernel.h>
#include <linux/list.h>

#define DECLARE_HASHTABLE(name, bits) struct hlist_head name[1 << (bits)]
#define DEFINE_HASHTABLE(name, bits) struct hlist_head name[1 << (bits)]

#define HASH_SIZE(name) (ARRAY_SIZE(name))
#define HASH_BITS(name) ilog2(HASH_SIZE(name))
#define hash_min(val, bits) \
	(sizeof(val) <= 4 ? hash_32((u32)(val), (bits)) : hash_long((val), (bits)))

static inline void __hash_init(struct hlist_head *table, unsigned int nr)
{
	unsigned int i;

	for (i = 0; i < nr; i++)
		INIT_HLIST_HEAD(&table[i]);
}

#define hash_init(table) __hash_init((table), HASH_SIZE(table))
#define hash_add(table, node, key) \
	hlist_add_head((node), &(table)[hash_min((key), HASH_BITS(table))])
#define hash_hashed(node) (!hlist_unhashed(node))
#define hash_del(node) hlist_del_init(node)

#define hash_for_each(name, bkt, obj, member)                                        \
	for ((bkt) = 0, obj = NULL; obj == NULL && (bkt) < HASH_SIZE(name); (bkt)++) \
		hlist_for_each_entry(obj, &(name)[bkt], member)
#define hash_for_each_safe(name, bkt, tmp, obj, member)                              \
	for ((bkt) = 0, obj = NULL; obj == NULL && (bkt) < HASH_SIZE(name); (bkt)++) \
		hlist_for_each_entry_safe(obj, tmp, &(name)[bkt], member)
#define hash_for_each_possible(name, obj, member, key) \
	hlist_for_each_entry(obj, &(name)[hash_min((key), HASH_BITS(name))], member)
#define hash_for_each_possible_safe(name, obj, tmp, member, key) \
	hlist_for_each_entry_safe(obj, tmp, &(name)[hash_min((key), HASH_BITS(name))], member)

#endif
