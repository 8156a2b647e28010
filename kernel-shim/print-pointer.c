// SPDX-License-Identifier: GPL-2.0-only
/*
 * %p and its extensions: %pV %pe %ps %pS %ph %pg. Others stop the run by name. A
 * plain %p shows no address but what the kernel shows before it has a secret.
 */
#include "print.h"

#include <linux/blkdev.h>
#include <linux/ctype.h>
#include <linux/err.h>
#include <linux/printk.h>
#include <linux/string.h>

#include "finding.h"
#include "memory.h"
#include "words.h"

static const char *print_error(struct print *out, const struct print_spec *spec, const void *p)
{
	const char *name = errno_word(PTR_ERR(p));
	struct print_spec number = { .precision = -1, .base = 10, .is_signed = true };

	if (name[0] == 'E' && name[1] == '?') {
		print_number(out, &number, PTR_ERR(p));
		return NULL;
	}
	print_char(out, '-');
	print_text(out, spec, name);
	return NULL;
}

/* %*ph: bytes, with blanks between them; C colons, D dashes, N nothing. At most 64. */
static const char *print_bytes(struct print *out, const struct print_spec *spec, const char *ext,
			       const u8 *bytes)
{
	struct print_spec hex = { .precision = 2, .base = 16 };
	char between = *ext == 'C' ? ':' : *ext == 'D' ? '-' : *ext == 'N' ? '\0' : ' ';
	int i, nr = spec->width ? spec->width : 1;

	for (i = 0; i < nr && i < 64; i++) {
		if (i && between)
			print_char(out, between);
		print_number(out, &hex, bytes[i]);
	}
	return ext + (between != ' ');
}

static void print_va_format(struct print *out, const struct va_format *vaf)
{
	va_list copy;

	va_copy(copy, *vaf->va);
	print_format(out, vaf->fmt, &copy);
	va_end(copy);
}

const char *print_pointer(struct print *out, const struct print_spec *spec, const char *ext,
			  const void *p)
{
	switch (*ext) {
	case 'V':
		print_va_format(out, p);
		return ext + 1;
	case 'e':
		if (!IS_ERR(p))
			break;
		print_error(out, spec, p);
		return ext + 1;
	case 's':
	case 'S':
		print_text(out, spec, finding_symbol(p));
		return ext + 1;
	case 'h':
		return print_bytes(out, spec, ext + 1, p);
	case 'g':
		print_text(out, spec, ((const struct block_device *)p)->bd_disk->disk_name);
		return ext + 1;
	default:
		if (isalpha(*ext) && *ext != 'x' && *ext != 'K')
			shim_unimplemented("an extension of %p");
	}
	print_text(out, spec, p ? "(____ptrval____)" : "(null)");
	return ext + (*ext == 'x' || *ext == 'K' || *ext == 'e');
}
