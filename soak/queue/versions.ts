// Workers of two versions side by side, each restarted in turn under load: a state goes to a worker that reads it.
import { OTHER_VERSION } from '../../__test__/runtime/servers/worker-process.js'
import { isPerfect, tally, underLoad } from './effects.js'
import { counted, queueEvents } from './workers.js'

export interface VersionsOptions {
  readonly kind: 'redis' | 'postgres'
  readonly runs: number
  /** Of each version. */
  readonly workers: number
  readonly rounds: number
  readonly rate: number
}

export async function versions(options: VersionsOptions): Promise<boolean> {
  const { kind, runs, workers: count, rounds, rate } = options
  // Nobody is killed: a worker that takes long to be heard of has its runs still.
  process.env['MONTY_LOCK_MS'] = '30000'
  await using place = await counted(kind)
  const events = await queueEvents(place.open)
  // Nothing else here puts a job off.
  let passedOn = 0
  events.on('delayed', () => passedOn++)
  const ours = place.workers()
  const theirs = place.workers([OTHER_VERSION])
  await Promise.all([ours.start(count), theirs.start(count)])
  const began = performance.now()
  const took: number[] = []
  const outcomes = await underLoad(place.queue, { runs, rate }, async () => {
    for (let round = 0; round < rounds; round++) {
      took.push(...(await ours.roll()), ...(await theirs.roll()))
    }
  })
  const told = await tally(outcomes, place.log)
  console.log(
    JSON.stringify({
      kind,
      runs: outcomes.length,
      restarts: took.length,
      seconds: ((performance.now() - began) / 1_000).toFixed(1),
      passedOn,
      ...told,
    }),
  )
  await events.close()
  // Without a state that was passed on, nothing was tried.
  return passedOn > 0 && isPerfect(told, outcomes.length)
}
