// Every worker is restarted in turn, again and again, under load. Nothing may be lost, done twice, or asked about.
import { isPerfect, tally, underLoad } from './effects.js'
import { counted } from './workers.js'

export interface RollingOptions {
  readonly kind: 'redis' | 'postgres'
  readonly runs: number
  readonly workers: number
  /** How often all workers are restarted. */
  readonly rounds: number
  /** How many runs are begun a second. */
  readonly rate: number
}

export async function rolling(options: RollingOptions): Promise<boolean> {
  const { kind, runs, rounds, rate } = options
  // Nobody is killed: a worker that takes long to be heard of has its runs still.
  process.env['MONTY_LOCK_MS'] = '30000'
  await using place = await counted(kind)
  const workers = place.workers()
  await workers.start(options.workers)
  const began = performance.now()
  const took: number[] = []
  const outcomes = await underLoad(place.queue, { runs, rate }, async () => {
    for (let round = 0; round < rounds; round++) took.push(...(await workers.roll()))
  })
  const told = await tally(outcomes, place.log)
  console.log(
    JSON.stringify({
      kind,
      runs: outcomes.length,
      restarts: took.length,
      seconds: ((performance.now() - began) / 1_000).toFixed(1),
      slowestDrainMs: Math.round(Math.max(...took)),
      ...told,
    }),
  )
  return isPerfect(told, outcomes.length)
}
