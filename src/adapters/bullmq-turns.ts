import type { Job, Queue } from 'bullmq'
import { priorityOf, type RunJob } from './bullmq-jobs.js'

/** States of jobs that wait, or may have to wait again. */
const STATES = ['prioritized', 'delayed', 'waiting-children', 'active'] as const
const PAGE = 200
/** Jobs change their places while they are listed, so that some may be seen in a further pass only. */
const MAX_PASSES = 5

/**
 * Sets the priorities of all jobs that have turns, after the base of turns has moved: priorities are bounded, and turns are
 * not.
 */
export async function moveTurns(queue: Queue<RunJob>, base: number): Promise<void> {
  for (const state of STATES) {
    for (let pass = 0; pass < MAX_PASSES; pass++) {
      if ((await moveIn(queue, state, base)) === 0) break
    }
  }
}

/** Sets the priorities of jobs in one state, and returns how many were set. */
async function moveIn(
  queue: Queue<RunJob>,
  state: (typeof STATES)[number],
  base: number,
): Promise<number> {
  let moved = 0
  for (let start = 0; ; start += PAGE) {
    const jobs: Array<Job<RunJob> | undefined> = await queue.getJobs(
      [state],
      start,
      start + PAGE - 1,
      true,
    )
    if (jobs.length === 0) return moved
    const changes = jobs.map(async (job) => {
      const turn = job?.data?.turn
      const priority = turn === undefined ? undefined : priorityOf(turn - base)
      if (priority === undefined || priority === job!.priority) return
      moved++
      // A job that has ended meanwhile has no priority any more.
      await job!.changePriority({ priority }).catch(() => {})
    })
    await Promise.all(changes)
  }
}
