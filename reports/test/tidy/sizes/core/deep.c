// SPDX-License-Identifier: GPL-2.0-only
static int deep(int a)
{
	int b[] = { 1, 2 };

	list_for_each_entry(x, &list, node) {
		if (a) {
			switch (a) {
			case 1:
				if (b[0])
					return 4;
			}
		}
	}
	return 0;
}

static int chain(int a)
{
	if (a == 1)
		return 1;
	else if (a == 2)
		return 2;
	else if (a == 3)
		return 3;
	else if (a == 4)
		return 4;
	else
		return "{{{{"[0];
	do
		touch(a);
	while (a--);
}
