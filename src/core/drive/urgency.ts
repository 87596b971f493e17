import type { TurnClock } from '../engine/turn-clock.js'

/** A run that stands in the middle of a turn, and since when. */
interface Standing {
  readonly run: { readonly turn: TurnClock; readonly leftMs: number }
  readonly since: number
}

/** Until when a run has to be done, on the clock of `now`, and what it takes until then. */
interface Due {
  readonly at: number
  readonly by: number
  readonly leftMs: number
  readonly limitMs: number
}

/**
 * Which of several runs gets the next slice: the one that has waited longest, as long as each can still use
 * all of its time before the interpreter's own clock ends it (see {@link TurnClock}). When that becomes close
 * for one of them, the one that has to be done first, until it is; whatever has just begun is served beside
 * them from what is left of their patience. A run without a limit has all the time of the world.
 */
export function mostUrgent(standing: readonly Standing[], now: number): number {
  const due = standing.flatMap(({ run, since }, at): Due[] => {
    const { patienceMs, maxDurationMs: limitMs } = run.turn
    if (patienceMs === Infinity) return []
    const by = since + patienceMs + run.leftMs
    return [{ at, by, leftMs: run.leftMs, limitMs }]
  })
  due.sort((one, other) => one.by - other.by)
  let doneAt = now
  for (const { by, leftMs, limitMs } of due) {
    doneAt += leftMs
    // One limit is kept for those that come meanwhile.
    if (by - doneAt < limitMs) return due[0]!.at
  }
  return 0
}
