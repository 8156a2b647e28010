// SPDX-License-Identifier: GPL-2.0-only
/*
 * Bits, atomics, reference counts, locks that can be tried.
 */
#include <linux/atomic.h>
#include <linux/bitmap.h>
#include <linux/bitops.h>
#include <linux/log2.h>
#include <linux/mutex.h>
#include <linux/refcount.h>
#include <linux/rwsem.h>
#include <linux/spinlock.h>

#include "conformance.h"

static void single_bits(void)
{
	unsigned long map[3] = { 0 };

	CONF_EXPECT(!test_and_set_bit(70, map));
	CONF_EXPECT(test_and_set_bit(70, map));
	CONF_EXPECT(test_bit(70, map) && !test_bit(6, map));
	CONF_EXPECT(map[70 / BITS_PER_LONG] == BIT(70 % BITS_PER_LONG));
	CONF_EXPECT(test_and_clear_bit(70, map));
	CONF_EXPECT(!test_and_clear_bit(70, map));
	set_bit(3, map);
	__set_bit(4, map);
	clear_bit(3, map);
	CONF_EXPECT_EQ(map[0], 16);
	change_bit(4, map);
	CONF_EXPECT_EQ(map[0], 0);
	CONF_EXPECT(!test_and_change_bit(0, map));
	CONF_EXPECT(__test_and_clear_bit(0, map));
	CONF_EXPECT(!__test_and_set_bit(0, map));
}

static void searching(void)
{
	DECLARE_BITMAP(map, 200);

	bitmap_zero(map, 200);
	CONF_EXPECT_EQ(find_first_bit(map, 200), 200);
	CONF_EXPECT_EQ(find_first_zero_bit(map, 200), 0);
	bitmap_set(map, 60, 10);
	CONF_EXPECT_EQ(find_first_bit(map, 200), 60);
	CONF_EXPECT_EQ(find_next_bit(map, 200, 65), 65);
	CONF_EXPECT_EQ(find_next_bit(map, 200, 70), 200);
	CONF_EXPECT_EQ(find_next_zero_bit(map, 200, 60), 70);
	CONF_EXPECT_EQ(bitmap_weight(map, 200), 10);
	bitmap_clear(map, 60, 10);
	CONF_EXPECT(bitmap_empty(map, 200));
	bitmap_fill(map, 200);
	CONF_EXPECT(bitmap_full(map, 200));
	CONF_EXPECT_EQ(find_first_zero_bit(map, 200), 200);
}

static void bit_arithmetic(void)
{
	CONF_EXPECT_EQ(ffs(0), 0);
	CONF_EXPECT_EQ(ffs(0x50), 5);
	CONF_EXPECT_EQ(fls(0), 0);
	CONF_EXPECT_EQ(fls(0x50), 7);
	CONF_EXPECT_EQ(fls64(1ULL << 40), 41);
	CONF_EXPECT_EQ(__ffs(0x50), 4);
	CONF_EXPECT_EQ(__fls(0x50), 6);
	CONF_EXPECT_EQ(ilog2(4095), 11);
	CONF_EXPECT_EQ(ilog2(4096), 12);
	CONF_EXPECT_EQ(roundup_pow_of_two(100), 128);
	CONF_EXPECT_EQ(rounddown_pow_of_two(100), 64);
	CONF_EXPECT(is_power_of_2(64) && !is_power_of_2(0) && !is_power_of_2(65));
	CONF_EXPECT_EQ(hweight8(0xf1), 5);
	CONF_EXPECT_EQ(hweight32(0x80000001), 2);
	CONF_EXPECT_EQ(hweight64(~0ULL), 64);
	CONF_EXPECT_EQ(GENMASK(7, 4), 0xf0);
	CONF_EXPECT_EQ(BIT_ULL(33), 1ULL << 33);
}

static void atomic_results(void)
{
	atomic_t v = ATOMIC_INIT(5);

	CONF_EXPECT_EQ(atomic_inc_return(&v), 6);
	CONF_EXPECT_EQ(atomic_dec_return(&v), 5);
	CONF_EXPECT_EQ(atomic_add_return(3, &v), 8);
	CONF_EXPECT_EQ(atomic_sub_return(2, &v), 6);
	CONF_EXPECT_EQ(atomic_fetch_add(4, &v), 6);
	CONF_EXPECT_EQ(atomic_xchg(&v, 1), 10);
	CONF_EXPECT_EQ(atomic_cmpxchg(&v, 2, 9), 1);
	CONF_EXPECT_EQ(atomic_read(&v), 1);
	CONF_EXPECT_EQ(atomic_cmpxchg(&v, 1, 9), 1);
	CONF_EXPECT_EQ(atomic_read(&v), 9);
	CONF_EXPECT(!atomic_dec_and_test(&v));
	CONF_EXPECT(atomic_sub_and_test(8, &v));
	CONF_EXPECT(!atomic_inc_not_zero(&v));
	CONF_EXPECT(atomic_add_unless(&v, 2, 7));
	CONF_EXPECT(!atomic_add_unless(&v, 2, 2));
	atomic_set(&v, -1);
	CONF_EXPECT(atomic_inc_and_test(&v));
	CONF_EXPECT(atomic_add_negative(-2, &v));
	CONF_EXPECT(atomic_dec_if_positive(&v) < 0);
	CONF_EXPECT_EQ(atomic_read(&v), -2);
}

static void atomic64_results(void)
{
	atomic64_t v = ATOMIC64_INIT(1LL << 40);
	unsigned long word = 5;
	s64 expected = 3;

	CONF_EXPECT_EQ(atomic64_inc_return(&v), (1LL << 40) + 1);
	CONF_EXPECT_EQ(atomic64_add_return(9, &v), (1LL << 40) + 10);
	CONF_EXPECT_EQ(atomic64_xchg(&v, 2), (1LL << 40) + 10);
	CONF_EXPECT(!atomic64_try_cmpxchg(&v, &expected, 7));
	CONF_EXPECT_EQ(expected, 2);
	CONF_EXPECT(atomic64_try_cmpxchg(&v, &expected, 7));
	CONF_EXPECT_EQ(atomic64_read(&v), 7);
	CONF_EXPECT(!atomic64_dec_and_test(&v));
	CONF_EXPECT_EQ(atomic64_fetch_or(8, &v), 6);
	CONF_EXPECT_EQ(atomic64_read(&v), 14);
	CONF_EXPECT_EQ(cmpxchg(&word, 5, 6), 5);
	CONF_EXPECT_EQ(xchg(&word, 8), 6);
	CONF_EXPECT_EQ(word, 8);
}

static void reference_counts(void)
{
	refcount_t r = REFCOUNT_INIT(1);

	CONF_EXPECT_EQ(refcount_read(&r), 1);
	refcount_inc(&r);
	CONF_EXPECT(!refcount_dec_and_test(&r));
	CONF_EXPECT(refcount_inc_not_zero(&r));
	CONF_EXPECT(refcount_dec_not_one(&r));
	CONF_EXPECT(!refcount_dec_not_one(&r));
	CONF_EXPECT(refcount_dec_and_test(&r));
	CONF_EXPECT(!refcount_inc_not_zero(&r));
}

static void locks_that_can_be_tried(void)
{
	struct rw_semaphore sem;
	struct mutex mutex;
	spinlock_t lock;

	mutex_init(&mutex);
	CONF_EXPECT(!mutex_is_locked(&mutex));
	CONF_EXPECT_EQ(mutex_trylock(&mutex), 1);
	CONF_EXPECT(mutex_is_locked(&mutex));
	mutex_unlock(&mutex);
	CONF_EXPECT_EQ(mutex_lock_interruptible(&mutex), 0);
	mutex_unlock(&mutex);
	mutex_destroy(&mutex);
	spin_lock_init(&lock);
	CONF_EXPECT(spin_trylock(&lock));
	CONF_EXPECT(spin_is_locked(&lock));
	spin_unlock(&lock);
	CONF_EXPECT(!spin_is_locked(&lock));
	init_rwsem(&sem);
	CONF_EXPECT_EQ(down_read_trylock(&sem), 1);
	CONF_EXPECT_EQ(down_write_trylock(&sem), 0);
	up_read(&sem);
	CONF_EXPECT_EQ(down_write_trylock(&sem), 1);
	downgrade_write(&sem);
	up_read(&sem);
	CONF_EXPECT(!rwsem_is_locked(&sem));
}

static const struct conf_case cases[] = {
	CONF_CASE(single_bits),
	CONF_CASE(searching),
	CONF_CASE(bit_arithmetic),
	CONF_CASE(atomic_results),
	CONF_CASE(atomic64_results),
	CONF_CASE(reference_counts),
	CONF_CASE(locks_that_can_be_tried),
	CONF_END,
};

const struct conf_suite conf_bits = { .name = "bits", .cases = cases };
