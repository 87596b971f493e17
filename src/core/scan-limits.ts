// Limits for pattern searches in a program's text, which is untrusted: searching holds the event loop. People
// and models write less.

/** Characters of a source. */
export const MAX_SOURCE = 64 * 1024

/** Characters of a line. */
export const MAX_LINE = 1_000
