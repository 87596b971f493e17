import { program } from '../workloads/program.mjs'
import { residentBytes } from './tell.mjs'

/** Resident memory of so many paused runs of the contender, a piece. */
export async function pausedBytes(contender, count) {
  const { load } = await import(`../contenders/${contender}.mjs`)
  const { Monty } = await load()
  const monty = new Monty(program('paused'))

  // What the first runs cost once is not a matter of their number.
  const warmUp = Array.from({ length: 100 }, () => monty.start())
  const before = await residentBytes()
  const paused = Array.from({ length: count }, () => monty.start())
  const after = await residentBytes()
  const isWaiting = [...warmUp, ...paused].every((run) => run.functionName === 'approve')
  if (!isWaiting) throw new Error('a run is not paused at its host call')
  return (after - before) / count
}
