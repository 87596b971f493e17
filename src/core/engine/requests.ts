/** Request kinds; `requests.rs` has the counterpart. */
export const Request = {
  /** Sends a message to an execution. */
  STEP: 0,
  /** Starts a run of a program with its first message. */
  RUN: 1,
  /** Compiles a program. */
  PROGRAM: 2,
  /** Starts a session. */
  SESSION: 3,
} as const

/** The number that stands for no execution. */
export const NOBODY = 0xffff_ffff
