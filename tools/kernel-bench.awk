# SPDX-License-Identifier: GPL-2.0-only
#
# Lines NAME|OF|VALUE become a table on standard output and JSON in the file `json`.

BEGIN { FS = "|" }

!($1 in row) {
	row[$1] = ++nr_rows
	name[nr_rows] = $1
}

!($2 in column) {
	column[$2] = ++nr_columns
	of[nr_columns] = $2
}

{ value[row[$1], column[$2]] = $3 }

function cell(r, c) {
	return ((r, c) in value) ? value[r, c] : ""
}

function print_table(	r, c) {
	printf "%-44s", "kernel " ENVIRON["kernel_version"]
	for (c = 1; c <= nr_columns; c++)
		printf " %12s", of[c]
	print ""
	for (r = 1; r <= nr_rows; r++) {
		printf "%-44s", name[r]
		for (c = 1; c <= nr_columns; c++)
			printf " %12s", cell(r, c)
		print ""
	}
}

function write_json(	r, c, comma) {
	printf "{\"kernel\": \"%s\", \"figures\": [", ENVIRON["kernel_version"] > json
	for (r = 1; r <= nr_rows; r++)
		for (c = 1; c <= nr_columns; c++)
			if ((r, c) in value) {
				printf "%s\n  {\"name\": \"%s\", \"of\": \"%s\", \"value\": %s}",
					comma, name[r], of[c], value[r, c] > json
				comma = ","
			}
	print "\n]}" > json
}

END {
	if (!nr_rows) {
		print "no figures" > "/dev/stderr"
		exit 3
	}
	print_table()
	write_json()
}
