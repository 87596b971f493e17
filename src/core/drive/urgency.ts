import type { TurnClock } from '../engine/turn-clock.js'

/** A run that waits in the middle of a turn, and since when. */
interface WaitingRun {
  readonly run: { readonly turn: TurnClock; readonly leftMs: number }
  readonly since: number
}

/** A run's deadline on the clock of `now`, and its remaining and total time. */
interface Due {
  readonly at: number
  readonly by: number
  readonly leftMs: number
  readonly limitMs: number
}

/**
 * Index of the run that gets the next slice: the one that has waited longest, as long as each can still use
 * all of its time before the interpreter's own clock ends it (see {@link TurnClock}). When that becomes tight
 * for one of them, the one with the earliest deadline comes first until it is done; runs that have just begun
 * are served beside them from what is left of their patience. A run without a limit has no deadline.
 */
export function mostUrgent(waiting: readonly WaitingRun[], now: number): number {
  const due = waiting.flatMap(({ run, since }, at): Due[] => {
    const { patienceMs, maxDurationMs: limitMs } = run.turn
    if (patienceMs === Infinity) return []
    const by = since + patienceMs + run.leftMs
    return [{ at, by, leftMs: run.leftMs, limitMs }]
  })
  due.sort((one, other) => one.by - other.by)
  let doneAt = now
  for (const { by, leftMs, limitMs } of due) {
    doneAt += leftMs
    // Slack of one limit is kept for runs that arrive meanwhile.
    if (by - doneAt < limitMs) return due[0]!.at
  }
  return 0
}
