/** The first byte of a message to the engine; `message.rs` has the counterpart. */
export const Op = {
  START: 0,
  FEED: 1,
  CONTINUE: 2,
  RETURN: 3,
  RAISE: 4,
  FUTURE: 5,
  NOT_FOUND: 6,
  EAGER_RETURN: 7,
  EAGER_RAISE: 8,
  SETTLE: 9,
  ABORT: 10,
  STOP: 11,
  DESCRIBE: 12,
  DESCRIBE_PLAIN: 13,
  /** Precedes any other message: the host memory and time of the run. */
  ACCOUNT: 14,
} as const

/** Flag in the first byte of an answer to an OS call that the package answered itself. */
export const UNASKED = 0x80

/** Bits of a feed's second byte. */
export const FeedFlag = {
  ASSIGNING: 1,
  JSON: 2,
} as const

/** The first byte of an event of the engine; `event.rs` has the counterpart. */
export const Kind = {
  YIELDED: 0,
  FUNCTION: 1,
  OS: 2,
  NAME: 3,
  FUTURES: 4,
  COMPLETE: 5,
  RAISED: 6,
  REFUSED: 7,
  LIMIT: 8,
  STOPPED: 9,
  CRASHED: 10,
  BUSY: 11,
  REJECTED: 12,
  UNCONVERTIBLE: 13,
} as const
