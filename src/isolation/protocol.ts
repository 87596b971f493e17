/** Requests of the parent; `frame.rs` of the worker has the counterpart and describes the bodies. */
export const Request = {
  PING: 0,
  PROGRAM: 1,
  FORGET: 2,
  RUN: 3,
  SESSION: 4,
  LOAD: 5,
  STEP: 6,
  DUMP: 7,
  DROP: 8,
  CHECK: 9,
  PARK: 10,
} as const

/** Replies of a worker. */
export const Reply = {
  EVENT: 0,
  PRINTED: 1,
  STATE: 2,
  REFUSED: 3,
  FAILED: 4,
  FINDINGS: 5,
  PONG: 6,
} as const

/** Length of a frame's length field, which does not count itself. */
export const LENGTH_BYTES = 4
/** Length of a frame's kind and subject. */
export const HEAD_BYTES = 8
/** Maximum length of a frame, in either direction. */
export const MAX_FRAME_BYTES = 2 ** 30

/** Exit code of a worker whose run exceeded its memory limit by `MEMORY_HEADROOM_BYTES`. */
export const EXIT_MEMORY = 65
export const MEMORY_HEADROOM_BYTES = 32 * 1024 * 1024
