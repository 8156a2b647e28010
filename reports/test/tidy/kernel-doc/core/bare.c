/* A comment, but no kernel-doc. */
int wb_bare(int a)
{
	return a;
}

static int hidden(int a)
{
	return a;
}

/**
 * wb_half - what it does
 * @a: a number
 */
void wb_half(int a, void *(*fn)(int x))
{
	fn(hidden(a));
}

/**
 * wb_silent - what it does
 * @a: a number
 */
int wb_silent(int a)
{
	return a;
}

/**
 * wb_whole - what it does
 * @a: a number
 * @fn: is called
 *
 * Return: what it returned.
 */
void *wb_whole(int a, void *(*fn)(int x))
{
	return fn(a);
}
