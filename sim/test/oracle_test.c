// SPDX-License-Identifier: GPL-2.0-only
/*
 * The contents oracle, as tables. A row is a story of one sector:
 *
 *   w1=A  write 1 of contents A is submitted    a1  it is acknowledged
 *   u1    … acknowledged as a FUA write         e1  … it fails
 *   d2    discard 2 is submitted                f3  flush 3 is submitted
 *   F3    … and succeeds                        X3  … and fails
 *   r4    read 4 is submitted                   R4=A  … it returns A, legal
 *   R4!A  … it returns A, which must be illegal
 *   +A    A is legal now                        -A  A is illegal now
 *   %     the power is cut
 *   ~     the device loses its RAM, and goes on
 *   #0    no sector is unsettled                #1  some are
 *
 * 0 is the initial contents. Each row is told three times: as it stands, to a fresh copy
 * of the oracle after every step, and with the sector in the middle of a larger request.
 */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <setjmp.h>
#include <cmocka.h>

#include "oracle.h"

struct row {
	const char *claim;
	const char *story;
};

static const struct row rule_1[] = {
	{ "an untouched sector holds its initial contents", "+0 -A #0 % +0 -A" },
	{ "a write in flight: old or new", "w1=A +0 +A -B #1" },
	{ "a write in flight at the cut happened or not", "w1=A % +0 +A -B #1" },
	{ "two in flight: any of three", "w1=A w2=B +0 +A +B" },
	{ "two in flight at the cut: any of three", "w1=A w2=B % +0 +A +B" },
};

static const struct row rule_2[] = {
	{ "an acknowledged write is what is read", "w1=A a1 +A -0" },
	{ "and the old may come back after a cut", "w1=A a1 #1 % +A +0" },
	{ "overlapping writes, both acked: either", "w1=A w2=B a1 a2 +A +B -0" },
	{ "the first acked, the second in flight: either", "w1=A w2=B a1 +A +B -0" },
	{ "the second acked, the first in flight: either", "w1=A w2=B a2 +A +B -0" },
	{ "a write submitted after an ack comes later", "w1=A a1 w2=B a2 +B -A -0" },
	{ "a third that began after one of two", "w1=A w2=B a1 w3=C a3 +B +C -A a2 +B +C -A" },
	{ "the same contents twice", "w1=A a1 w2=B a2 w3=A a3 +A -B -0" },
	{ "a failed write may have happened", "w1=A a1 w2=B e2 +A +B -0" },
	{ "until it is overwritten", "w1=A a1 w2=B e2 w3=C a3 +C -B -A" },
	{ "but not by what was in flight with it", "w1=A a1 w2=B w3=C e2 a3 +C +B -A" },
	{ "a failed write may be there after a cut", "w1=A u1 w2=B e2 % +A +B -0" },
	{ "a failed write is not made durable by a flush", "w1=A u1 w2=B e2 f3 F3 % +A +B" },
	{ "overwritten durably, a failed write is gone", "w1=A u1 w2=B e2 w3=C u3 #0 % +C -A -B" },
};

static const struct row rule_3[] = {
	{ "a flush makes earlier writes durable", "w1=A a1 f2 F2 #0 % +A -0" },
	{ "a write acked after the flush was submitted is not covered",
	  "w1=A f2 a1 F2 #1 % +A +0" },
	{ "but by the next flush", "w1=A f2 a1 F2 f3 F3 #0 % +A -0" },
	{ "a flush that has not ended promises nothing", "w1=A a1 f2 % +A +0" },
	{ "a failed flush narrows nothing", "w1=A a1 f2 X2 #1 % +A +0" },
	{ "a flush after a failed one promises all again", "w1=A a1 f2 X2 f3 F3 % +A -0" },
	{ "overlapping flushes cover each their own", "w1=A a1 f2 w3=B a3 f4 F2 % +A +B -0" },
	{ "the later of them covers both", "w1=A a1 f2 w3=B a3 f4 F4 % +B -A -0" },
	{ "ended in the other order", "w1=A a1 f2 w3=B a3 f4 F4 F2 #0 % +B -A" },
	{ "any version since the flush may come back",
	  "w1=A a1 f2 F2 w3=B a3 w4=C a4 w5=D % +A +B +C +D -0" },
	{ "none older than it", "w1=A a1 w2=B a2 f3 F3 % +B -A -0" },
	{ "a FUA write is durable when acked", "w1=A u1 #0 % +A -0" },
	{ "it covers what was written before", "w1=A a1 w2=B u2 #0 % +B -A -0" },
	{ "and not what overlaps it", "w1=A w2=B u2 % +A +B -0" },
	{ "nor what comes later", "w1=A u1 w2=B a2 % +A +B -0" },
	{ "overlapping writes, flushed: either still", "w1=A w2=B a1 a2 f3 F3 % +A +B -0" },
	{ "covered by a later durable write, both go", "w1=A w2=B a1 a2 w3=C u3 #0 % +C -A -B" },
};

static const struct row rule_4[] = {
	{ "a cut brings the durable version or a later one",
	  "w1=A u1 w2=B a2 w3=C a3 % +A +B +C -0" },
	{ "a second cut changes nothing", "w1=A u1 w2=B a2 % % +A +B -0" },
	{ "answers from before the cut are ignored", "w1=A % a1 +A +0" },
	{ "a flush in flight at the cut is forgotten", "w1=A a1 f2 % F2 +A +0" },
	{ "a flush after the cut does not choose", "w1=A a1 % f2 F2 +A +0 #1" },
	{ "a write after the cut supersedes all of it", "w1=A a1 % w2=B a2 +B -A -0" },
	{ "and all may come back until it is durable", "w1=A a1 % w2=B a2 % +A +B +0" },
	{ "until then", "w1=A a1 % w2=B a2 f3 F3 #0 % +B -A -0" },
};

static const struct row rule_5[] = {
	{ "after a cut a read decides for good: the new", "w1=A a1 % r2 R2=A +A -0 #0 % +A -0" },
	{ "the old", "w1=A a1 % r2 R2=0 +0 -A #0 % +0 -A" },
	{ "of three, the middle one", "w1=A u1 w2=B a2 w3=C a3 % r4 R4=B #0 -A -C % +B" },
	{ "a read of an unflushed write does not make it durable", "w1=A a1 r2 R2=A #1 % +A +0" },
	{ "a read of a write in flight: it has happened", "w1=A r2 R2=A +A -0 #1" },
	{ "and may be gone after a cut", "w1=A r2 R2=A % +A +0" },
	{ "a flush does not cover what only a read saw", "w1=A r2 R2=A f3 F3 a1 % +A +0" },
	{ "a read of the old: the new may happen yet", "w1=A r2 R2=0 +0 +A a1 +A -0" },
	{ "a read of the old, the write fails: still either", "w1=A r2 R2=0 e1 r3 R3=0 +0 +A" },
	{ "a read of a failed write: it has happened", "w1=A e1 r2 R2=A +A -0 #1 % +A +0" },
	{ "two acked together: a read orders them", "w1=A w2=B a1 a2 r3 R3=A +A -B % +A +B +0" },
	{ "ordered, then flushed: only the last", "w1=A w2=B a1 a2 r3 R3=A f4 F4 #0 % +A -B -0" },
	{ "flushed, then ordered: only the last", "w1=A w2=B a1 a2 f3 F3 r4 R4=A #0 % +A -B -0" },
	{ "an order known by a chain", "w1=A w2=B a1 a2 r3 R3=A w4=C u4 #0 % +C -A -B" },
	{ "one acked, the other in flight: it may come yet",
	  "w1=A w2=B a1 r3 R3=A +A +B a2 +A +B" },
	{ "one in flight seen: the acked one is over", "w1=A w2=B a1 r3 R3=B +B -A a2 +B -A" },
	{ "a read that overlaps a write: old", "w1=A a1 r2 w3=B a3 R2=A +B -A" },
	{ "or new", "w1=A a1 r2 w3=B a3 R2=B +B -A" },
	{ "or one of several meanwhile", "w1=A a1 r2 w3=B a3 w4=C a4 R2=B +C -B -A" },
	{ "but nothing from before", "w1=A a1 w3=B a3 r2 w4=C a4 R2!A" },
	{ "nor what began after it ended", "r2 R2!A w1=A" },
	{ "an overlapping write folded away meanwhile", "w1=A u1 r2 w3=B u3 w4=C u4 R2=A #0 +C" },
	{ "and the one after it", "w1=A u1 r2 w3=B u3 w4=C u4 R2=B #0 +C" },
	{ "killed by an earlier read, no later one may see it", "w1=A w2=B a1 a2 r3 r4 R3=A R4!B" },
	{ "a read in flight when the order became known", "w1=A w2=B r4 a1 a2 r3 R3=A R4=B +A -B" },
	{ "an order between two says nothing of a third",
	  "w1=A w2=B w3=C a1 a2 r4 R4=B u3 % +A +B +C -0" },
	{ "of two with the same contents one was last: the third was not",
	  "w1=A w2=B w3=B a1 a2 a3 r4 R4=B +B -A -0" },
	{ "what was overwritten before it began, an older read may see",
	  "w1=A a1 r2 w3=B a3 r4 R4!A R2=A" },
	{ "alternatives and a write in flight: seen, the rest is open after a cut",
	  "w1=A a1 % w2=B r3 R3=B +B -A -0 % +A +B +0" },
	{ "alternatives: seen with a write in flight",
	  "w1=A a1 % w2=B r3 R3=A +A +B -0 % +A +B -0" },
	{ "a write of the same contents as an alternative: nothing is known",
	  "w1=A a1 % w2=A r3 R3=A % +A +0" },
	{ "alternatives of equal contents are one",
	  "w1=A u1 w2=B a2 w3=A a3 % r4 R4=A #0 % +A -B" },
	{ "an illegal read is said to be so", "w1=A a1 r2 R2!0" },
	{ "a lost write", "w1=A u1 w2=B u2 % r3 R3!A" },
	{ "contents of nobody", "w1=A u1 % r3 R3!Z" },
};

static const struct row lost_ram[] = {
	{ "what was not durable may be gone", "w1=A a1 ~ +A +0 -B #1" },
	{ "what was durable is there", "w1=A u1 ~ +A -0 #0" },
	{ "a read decides for good", "w1=A a1 ~ r2 R2=0 +0 -A #0" },
	{ "a write in flight may happen yet, whatever a read saw", "w1=A ~ r2 R2=0 +0 +A" },
	{ "and its success proves nothing", "w1=A ~ a1 +A +0 -B" },
	{ "nor does it as FUA", "w1=A ~ u1 +A +0 % +A +0" },
	{ "it fails: the same", "w1=A ~ e1 +A +0" },
	{ "until it is overwritten", "w1=A ~ a1 w2=B a2 +B -A -0" },
	{ "durably", "w1=A ~ a1 w2=B u2 #0 % +B -A -0" },
	{ "a read in flight is not judged", "w1=A u1 r2 ~ R2=Z +A" },
	{ "a flush in flight covers nothing new", "w1=A a1 f2 ~ F2 +A +0 #1" },
	{ "writes of the new life are promised as ever", "w1=A a1 ~ w2=B a2 +B -A -0 f3 F3 #0" },
	{ "RAM, then power", "w1=A u1 w2=B a2 ~ r3 R3=B % +B -A" },
};

static const struct row discards[] = {
	{ "in flight: anything", "w1=A u1 d2 +A +0 +B" },
	{ "acked: anything", "w1=A u1 d2 a2 +A +0 +B r3 R3=B +A" },
	{ "not flushed, cut: anything", "w1=A u1 d2 a2 % +A +0 +B r3 R3=A +B" },
	{ "overwritten: no more", "w1=A u1 d2 a2 w3=B a3 +B -A -0 % +C" },
	{ "overwritten durably: no more", "w1=A u1 d2 a2 w3=B u3 #0 % +B -A -0" },
	{ "a failed discard", "w1=A u1 d2 e2 +A +C w3=B a3 +B -A" },
};

struct teller {
	struct oracle *o;
	bool is_copied; /* after every step */
	uint64_t sector; /* of the requests */
	uint32_t nr_sectors;
	uint64_t watched; /* the sector that the story is about */
};

static uint64_t hash_of(char c)
{
	return c == '0' ? ORACLE_ZERO_HASH : 0x1000u + (uint64_t)c;
}

/* Contents of a request: in the watched sector as told, elsewhere something of its own. */
static void fill(const struct teller *t, uint64_t *hashes, char c)
{
	uint32_t i;

	for (i = 0; i < t->nr_sectors; i++)
		hashes[i] = t->sector + i == t->watched || c == '0' ? hash_of(c) :
								      hash_of(c) + 7919u * (i + 1);
}

static void tell_write(struct teller *t, const char *word)
{
	uint64_t hashes[64], id = (uint64_t)(word[1] - '0');

	fill(t, hashes, word[3]);
	oracle_write_begin(t->o, id, t->sector, t->nr_sectors, hashes);
}

static bool tell_read(struct teller *t, const char *word)
{
	bool must_be_legal = word[2] == '=';
	struct oracle_verdict verdict;
	uint64_t hashes[64];

	fill(t, hashes, word[3]);
	oracle_read_end(t->o, (uint64_t)(word[1] - '0'), hashes, &verdict);
	if (!verdict.is_legal && must_be_legal)
		print_message("%s\n", verdict.text);
	return verdict.is_legal == must_be_legal;
}

static bool tell(struct teller *t, const char *word)
{
	uint64_t id = (uint64_t)(word[1] - '0');

	switch (word[0]) {
	case 'w':
		tell_write(t, word);
		return true;
	case 'd':
		oracle_discard_begin(t->o, id, t->sector, t->nr_sectors, ORACLE_ZERO_HASH);
		return true;
	case 'a':
	case 'u':
	case 'e':
		oracle_write_end(t->o, id, word[0] == 'e', word[0] == 'u');
		return true;
	case 'f':
		oracle_flush_begin(t->o, id);
		return true;
	case 'F':
	case 'X':
		oracle_flush_end(t->o, id, word[0] == 'X');
		return true;
	case 'r':
		oracle_read_begin(t->o, id, t->sector, t->nr_sectors);
		return true;
	case 'R':
		return tell_read(t, word);
	case '%':
		oracle_cut(t->o);
		return true;
	case '~':
		oracle_lose_ram(t->o);
		return true;
	case '#':
		return (oracle_nr_unsettled(t->o) != 0) == (word[1] != '0');
	default:
		return oracle_is_legal(t->o, t->watched, hash_of(word[1])) == (word[0] == '+');
	}
}

static void tell_story(const struct row *row, struct teller t)
{
	const char *word = row->story;

	t.o = oracle_create(1u << 20);
	while (*word) {
		if (!tell(&t, word))
			fail_msg("%s: '%s' fails at '%.4s'", row->claim, row->story, word);
		if (t.is_copied) {
			struct oracle *copy = oracle_clone(t.o);

			oracle_destroy(t.o);
			t.o = copy;
		}
		word += strcspn(word, " ");
		word += strspn(word, " ");
	}
	oracle_destroy(t.o);
}

static void tell_all(const struct row *rows, size_t nr)
{
	size_t i;

	for (i = 0; i < nr; i++) {
		tell_story(&rows[i],
			   (struct teller){ .sector = 88, .nr_sectors = 1, .watched = 88 });
		tell_story(&rows[i], (struct teller){
					     .sector = 88,
					     .nr_sectors = 1,
					     .watched = 88,
					     .is_copied = true,
				     });
		tell_story(&rows[i],
			   (struct teller){ .sector = 83, .nr_sectors = 40, .watched = 95 });
	}
}

#define TABLE_TEST(table)                                          \
	static void table##_holds(void **state)                    \
	{                                                          \
		(void)state;                                       \
		tell_all(table, sizeof(table) / sizeof(*(table))); \
	}

TABLE_TEST(rule_1)
TABLE_TEST(rule_2)
TABLE_TEST(rule_3)
TABLE_TEST(rule_4)
TABLE_TEST(rule_5)
TABLE_TEST(lost_ram)
TABLE_TEST(discards)

/* --- sectors are independent --- */

static void write_whole(struct oracle *o, uint64_t id, uint64_t sector, uint32_t nr, char c)
{
	uint64_t hashes[64];
	uint32_t i;

	for (i = 0; i < nr; i++)
		hashes[i] = hash_of(c);
	oracle_write_begin(o, id, sector, nr, hashes);
}

static bool read_now(struct oracle *o, uint64_t sector, const char *contents)
{
	uint32_t i, nr = (uint32_t)strlen(contents);
	struct oracle_verdict verdict;
	uint64_t hashes[64];

	for (i = 0; i < nr; i++)
		hashes[i] = hash_of(contents[i]);
	oracle_read_begin(o, 1000, sector, nr);
	return oracle_read_end(o, 1000, hashes, &verdict);
}

static void a_request_is_not_atomic(void **state)
{
	struct oracle *o = oracle_create(1024);

	(void)state;
	write_whole(o, 1, 4, 8, 'A');
	assert_true(read_now(o, 4, "AA0A00A0"));
	assert_true(read_now(o, 4, "AAAA00A0"));
	assert_false(oracle_is_legal(o, 4, hash_of('0')));
	assert_true(oracle_is_legal(o, 8, hash_of('0')));
	oracle_cut(o);
	assert_true(read_now(o, 4, "0A0A0A0A"));
	assert_false(read_now(o, 4, "AA0A0A0A"));
	oracle_destroy(o);
}

static void parts_are_overwritten_alone(void **state)
{
	struct oracle *o = oracle_create(1024);

	(void)state;
	write_whole(o, 1, 0, 16, 'A');
	oracle_write_end(o, 1, false, true);
	write_whole(o, 2, 6, 4, 'B');
	oracle_write_end(o, 2, false, false);
	assert_true(read_now(o, 0, "AAAAAABBBBAAAAAA"));
	assert_false(read_now(o, 0, "AAAAAABBBAAAAAAA"));
	oracle_cut(o);
	assert_true(read_now(o, 0, "AAAAAABABAAAAAAA"));
	assert_int_equal(oracle_nr_unsettled(o), 0);
	oracle_destroy(o);
}

/* What is durable in one sector says nothing of its neighbours. */
static void parts_are_durable_alone(void **state)
{
	struct oracle *o = oracle_create(1024);

	(void)state;
	write_whole(o, 1, 0, 8, 'A');
	oracle_write_end(o, 1, false, true);
	write_whole(o, 2, 0, 8, 'B');
	oracle_write_end(o, 2, false, false);
	write_whole(o, 3, 3, 1, 'C');
	oracle_write_end(o, 3, false, true);
	oracle_cut(o);
	assert_true(oracle_is_legal(o, 2, hash_of('A')));
	assert_true(oracle_is_legal(o, 2, hash_of('B')));
	assert_false(oracle_is_legal(o, 3, hash_of('A')));
	assert_false(oracle_is_legal(o, 3, hash_of('B')));
	assert_true(read_now(o, 0, "ABACBABA"));
	oracle_destroy(o);
}

static void touched_ranges_ascend(void **state)
{
	static const uint64_t wanted[][2] = { { 3, 2 }, { 9, 1 }, { 16, 40 }, { 100000, 1 } };
	struct oracle *o = oracle_create(1u << 20);
	uint64_t sector = 0;
	uint32_t nr = 0, i;

	(void)state;
	assert_false(oracle_next_touched(o, &sector, &nr));
	sector = nr = 0;
	write_whole(o, 1, 100000, 1, 'A');
	write_whole(o, 2, 20, 36, 'A');
	write_whole(o, 3, 3, 2, 'A');
	write_whole(o, 4, 16, 5, 'A');
	write_whole(o, 5, 9, 1, 'A');
	for (i = 0; i < 4; i++) {
		assert_true(oracle_next_touched(o, &sector, &nr));
		assert_int_equal(sector, wanted[i][0]);
		assert_int_equal(nr, wanted[i][1]);
	}
	assert_false(oracle_next_touched(o, &sector, &nr));
	oracle_destroy(o);
}

static uint64_t initial(void *ctx, uint64_t sector)
{
	return *(uint64_t *)ctx + sector;
}

static void initial_contents_are_given(void **state)
{
	struct oracle *o = oracle_create(1024);
	uint64_t base = 500;

	(void)state;
	oracle_set_initial(o, initial, &base);
	assert_true(oracle_is_legal(o, 9, 509));
	write_whole(o, 1, 8, 1, 'A');
	assert_true(oracle_is_legal(o, 8, 508));
	assert_true(oracle_is_legal(o, 9, 509));
	assert_false(oracle_is_legal(o, 9, ORACLE_ZERO_HASH));
	oracle_destroy(o);
}

static void a_copy_goes_its_own_way(void **state)
{
	struct oracle *o = oracle_create(1024), *copy;

	(void)state;
	write_whole(o, 1, 8, 8, 'A');
	copy = oracle_clone(o);
	oracle_write_end(o, 1, false, true);
	oracle_cut(copy);
	assert_false(read_now(o, 8, "AAAA0AAA"));
	assert_true(read_now(copy, 8, "AAAA0AAA"));
	oracle_destroy(copy);
	assert_true(read_now(o, 8, "AAAAAAAA"));
	oracle_destroy(o);
}

/* --- words --- */

static void a_verdict_names_the_writes(void **state)
{
	struct oracle *o = oracle_create(1024);
	struct oracle_verdict verdict;
	uint64_t hash = hash_of('A');
	char text[512];

	(void)state;
	write_whole(o, 17, 88, 1, 'A');
	oracle_write_end(o, 17, false, false);
	write_whole(o, 21, 88, 8, 'B');
	oracle_write_end(o, 21, false, false);
	oracle_read_begin(o, 22, 88, 1);
	assert_false(oracle_read_end(o, 22, &hash, &verdict));
	assert_string_equal(
		verdict.text,
		"sector 88: legal: write 21 (sectors 88+8, submitted at step 3, acked at "
		"step 4, not flushed); read: contents 0000000000001041, as written by "
		"write 17 (sectors 88+1, submitted at step 1, acked at step 2, not "
		"flushed)");
	assert_int_equal(verdict.expected_id, 21);
	oracle_flush_begin(o, 23);
	oracle_flush_end(o, 23, false);
	oracle_describe_write(o, 17, 88, text, sizeof(text));
	assert_string_equal(text, "write 17 (sectors 88+1, submitted at step 1, acked at step 2, "
				  "durable by flush 23), overwritten by write 21 (sectors 88+8, "
				  "submitted at step 3, acked at step 4, durable by flush 23)");
	oracle_describe_write(o, 17, 89, text, sizeof(text));
	assert_non_null(strstr(text, "which did not write this sector"));
	oracle_describe_write(o, 99, 88, text, sizeof(text));
	assert_string_equal(text, "write 99 (not on record)");
	oracle_destroy(o);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(rule_1_holds),
		cmocka_unit_test(rule_2_holds),
		cmocka_unit_test(rule_3_holds),
		cmocka_unit_test(rule_4_holds),
		cmocka_unit_test(rule_5_holds),
		cmocka_unit_test(lost_ram_holds),
		cmocka_unit_test(discards_holds),
		cmocka_unit_test(a_request_is_not_atomic),
		cmocka_unit_test(parts_are_overwritten_alone),
		cmocka_unit_test(parts_are_durable_alone),
		cmocka_unit_test(touched_ranges_ascend),
		cmocka_unit_test(initial_contents_are_given),
		cmocka_unit_test(a_copy_goes_its_own_way),
		cmocka_unit_test(a_verdict_names_the_writes),
	};

	return cmocka_run_group_tests_name("oracle", tests, NULL, NULL);
}
