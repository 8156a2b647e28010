/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The functions of one atomic type; <linux/atomic.h> includes this once for each.
 * Arithmetic wraps. Without the names of a type it declares nothing.
 */
#ifdef __ATOMIC_T
#define ___ATOMIC_NAME(t, op) t##_##op
#define __ATOMIC_NAME(t, op) ___ATOMIC_NAME(t, op)
#define __OP(op) __ATOMIC_NAME(__ATOMIC_T, op)
#define __V __ATOMIC_VALUE
#define __T __ATOMIC_TYPE

static inline __V __OP(read)(const __T *v)
{
	sched_point(POINT_ATOMIC);
	return __READ_ONCE(v->counter);
}

static inline void __OP(set)(__T *v, __V i)
{
	sched_point(POINT_ATOMIC);
	__WRITE_ONCE(v->counter, i);
}

/* op(), fetch_op(), op_return() */
#define __ATOMIC_OP(op, sign)                                                         \
	static inline __V __OP(fetch_##op)(__V i, __T * v)                            \
	{                                                                             \
		__V was;                                                              \
                                                                                      \
		sched_point(POINT_ATOMIC);                                            \
		was = v->counter;                                                     \
		v->counter = (__V)((__ATOMIC_UNSIGNED)was sign(__ATOMIC_UNSIGNED) i); \
		return was;                                                           \
	}                                                                             \
	static inline void __OP(op)(__V i, __T * v)                                   \
	{                                                                             \
		__OP(fetch_##op)(i, v);                                               \
	}

__ATOMIC_OP(add, +)
__ATOMIC_OP(sub, -)
__ATOMIC_OP(and, &)
__ATOMIC_OP(or, |)
__ATOMIC_OP(xor, ^)
__ATOMIC_OP(andnot, &~)

static inline __V __OP(add_return)(__V i, __T *v)
{
	return (__V)((__ATOMIC_UNSIGNED)__OP(fetch_add)(i, v) + (__ATOMIC_UNSIGNED)i);
}

static inline __V __OP(sub_return)(__V i, __T *v)
{
	return (__V)((__ATOMIC_UNSIGNED)__OP(fetch_sub)(i, v) - (__ATOMIC_UNSIGNED)i);
}

static inline void __OP(inc)(__T *v)
{
	__OP(fetch_add)(1, v);
}

static inline void __OP(dec)(__T *v)
{
	__OP(fetch_sub)(1, v);
}

static inline __V __OP(inc_return)(__T *v)
{
	return __OP(add_return)(1, v);
}

static inline __V __OP(dec_return)(__T *v)
{
	return __OP(sub_return)(1, v);
}

static inline __V __OP(fetch_inc)(__T *v)
{
	return __OP(fetch_add)(1, v);
}

static inline __V __OP(fetch_dec)(__T *v)
{
	return __OP(fetch_sub)(1, v);
}

static inline bool __OP(inc_and_test)(__T *v)
{
	return __OP(inc_return)(v) == 0;
}

static inline bool __OP(dec_and_test)(__T *v)
{
	return __OP(dec_return)(v) == 0;
}

static inline bool __OP(sub_and_test)(__V i, __T *v)
{
	return __OP(sub_return)(i, v) == 0;
}

static inline bool __OP(add_negative)(__V i, __T *v)
{
	return __OP(add_return)(i, v) < 0;
}

static inline __V __OP(xchg)(__T *v, __V value)
{
	return xchg(&v->counter, value);
}

static inline __V __OP(cmpxchg)(__T *v, __V old, __V value)
{
	return cmpxchg(&v->counter, old, value);
}

static inline bool __OP(try_cmpxchg)(__T *v, __V *expected, __V value)
{
	return try_cmpxchg(&v->counter, expected, value);
}

static inline __V __OP(fetch_add_unless)(__T *v, __V i, __V unless)
{
	__V was;

	sched_point(POINT_ATOMIC);
	was = v->counter;
	if (was != unless)
		v->counter = (__V)((__ATOMIC_UNSIGNED)was + (__ATOMIC_UNSIGNED)i);
	return was;
}

static inline bool __OP(add_unless)(__T *v, __V i, __V unless)
{
	return __OP(fetch_add_unless)(v, i, unless) != unless;
}

static inline bool __OP(inc_not_zero)(__T *v)
{
	return __OP(add_unless)(v, 1, 0);
}

static inline bool __OP(inc_unless_negative)(__T *v)
{
	sched_point(POINT_ATOMIC);
	if (v->counter < 0)
		return false;
	v->counter++;
	return true;
}

static inline __V __OP(dec_if_positive)(__T *v)
{
	__V next;

	sched_point(POINT_ATOMIC);
	next = v->counter - 1;
	if (next >= 0)
		v->counter = next;
	return next;
}

#undef __ATOMIC_OP
#undef __V
#undef __T
#undef __OP
#undef __ATOMIC_NAME
#undef ___ATOMIC_NAME
#undef __ATOMIC_T
#undef __ATOMIC_TYPE
#undef __ATOMIC_VALUE
#undef __ATOMIC_UNSIGNED
#endif
