/** Hint for a program that uses a coroutine as its result. */
export const NOT_AWAITED = 'A function was called without await: write x = await f(...), and use x.'

/** Hint for a program that succeeded but gave no value, printed nothing and called nothing. */
export const GAVE_NOTHING =
  'The program gave no value and printed nothing. End it with an expression, such as total or await main(), outside of any if or def.'
