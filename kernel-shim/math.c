// SPDX-License-Identifier: GPL-2.0-only
/*
 * Whole-number functions, and Jenkins' hash (lookup3, public domain).
 */
#include <linux/math.h>

#include <linux/bitops.h>
#include <linux/jhash.h>
#include <linux/string.h>

/* Bit by bit from the highest. */
unsigned long int_sqrt(unsigned long x)
{
	unsigned long root = 0, bit = 1UL << (BITS_PER_LONG / 2 - 1);

	for (; bit; bit >>= 1)
		if ((root | bit) <= x / (root | bit))
			root |= bit;
	return root;
}

unsigned long gcd(unsigned long a, unsigned long b)
{
	while (b) {
		unsigned long rest = a % b;

		a = b;
		b = rest;
	}
	return a;
}

unsigned long lcm(unsigned long a, unsigned long b)
{
	return a && b ? a / gcd(a, b) * b : 0;
}

unsigned long lcm_not_zero(unsigned long a, unsigned long b)
{
	unsigned long l = lcm(a, b);

	return l ? l : b ? b : a;
}

/* --- lookup3 --- */

struct abc {
	u32 a, b, c;
};

static void mix(struct abc *s)
{
	s->a -= s->c;
	s->a ^= rol32(s->c, 4);
	s->c += s->b;
	s->b -= s->a;
	s->b ^= rol32(s->a, 6);
	s->a += s->c;
	s->c -= s->b;
	s->c ^= rol32(s->b, 8);
	s->b += s->a;
	s->a -= s->c;
	s->a ^= rol32(s->c, 16);
	s->c += s->b;
	s->b -= s->a;
	s->b ^= rol32(s->a, 19);
	s->a += s->c;
	s->c -= s->b;
	s->c ^= rol32(s->b, 4);
	s->b += s->a;
}

static u32 final(struct abc s)
{
	s.c = (s.c ^ s.b) - rol32(s.b, 14);
	s.a = (s.a ^ s.c) - rol32(s.c, 11);
	s.b = (s.b ^ s.a) - rol32(s.a, 25);
	s.c = (s.c ^ s.b) - rol32(s.b, 16);
	s.a = (s.a ^ s.c) - rol32(s.c, 4);
	s.b = (s.b ^ s.a) - rol32(s.a, 14);
	s.c = (s.c ^ s.b) - rol32(s.b, 24);
	return s.c;
}

static void add_bytes(struct abc *s, const u8 *bytes, u32 len_bytes)
{
	u32 words[3] = { 0 };

	memcpy(words, bytes, len_bytes);
	s->a += words[0];
	s->b += words[1];
	s->c += words[2];
}

u32 jhash(const void *key, u32 len_bytes, u32 initval)
{
	u32 seed = JHASH_INITVAL + len_bytes + initval;
	struct abc s = { seed, seed, seed };
	const u8 *bytes = key;

	for (; len_bytes > 12; len_bytes -= 12, bytes += 12) {
		add_bytes(&s, bytes, 12);
		mix(&s);
	}
	if (!len_bytes)
		return s.c;
	add_bytes(&s, bytes, len_bytes);
	return final(s);
}

u32 jhash2(const u32 *words, u32 nr, u32 initval)
{
	return jhash(words, nr * 4, initval);
}

/* These seed with a length of their own choice, so that they do not equal jhash(). */
u32 jhash_3words(u32 a, u32 b, u32 c, u32 initval)
{
	initval += JHASH_INITVAL + (3 << 2);
	return final((struct abc){ a + initval, b + initval, c + initval });
}

u32 jhash_2words(u32 a, u32 b, u32 initval)
{
	initval += JHASH_INITVAL + (2 << 2);
	return final((struct abc){ a + initval, b + initval, initval });
}

u32 jhash_1word(u32 a, u32 initval)
{
	initval += JHASH_INITVAL + (1 << 2);
	return final((struct abc){ a + initval, initval, initval });
}
