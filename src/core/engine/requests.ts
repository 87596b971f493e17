/** What the engine is asked for; `requests.rs` is the other side. */
export const Request = {
  /** Say a message to an execution. */
  STEP: 0,
  /** Begin a run of a program with its first message. */
  RUN: 1,
  /** Compile a program. */
  PROGRAM: 2,
  /** Begin a session. */
  SESSION: 3,
} as const

/** The number of nothing. */
export const NOBODY = 0xffff_ffff
