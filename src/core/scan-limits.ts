// How much is looked at of a program's text, where patterns are searched in it: it is a stranger's,
// and looking holds the event loop. People and models write less.

/** Characters of a source. */
export const MAX_SOURCE = 64 * 1024

/** Characters of one of its lines. */
export const MAX_LINE = 1_000
