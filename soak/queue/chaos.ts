// Runs with counted effects, while workers are killed and the database is. Nothing may be lost, or done twice.
import { setTimeout as sleep } from 'node:timers/promises'
import { code, tally } from './effects.js'
import { counted } from './workers.js'
import type { Outcome } from '../../src/runtime/index.js'

export interface ChaosOptions {
  readonly kind: 'redis' | 'postgres'
  readonly runs: number
  readonly kills: number
  readonly everyMs: number
  readonly restarts: number
  readonly workers: number
}

export async function chaos(options: ChaosOptions): Promise<boolean> {
  const { kind, runs, kills, everyMs, restarts } = options
  await using place = await counted(kind)
  const { database, queue, log } = place
  const workers = place.workers()
  await workers.start(options.workers)
  const began = performance.now()
  const outcomes: Array<Promise<Outcome>> = []
  const asking = (async () => {
    for (let run = 0; run < runs; run++) {
      outcomes.push(queue.execute(code, { inputs: { run } }).outcome)
      // As many as are going to be done meanwhile.
      await sleep((kills * everyMs) / runs)
    }
  })()
  for (let kill = 0; kill < kills; kill++) {
    await Promise.all([
      sleep(everyMs),
      workers.replace(Math.floor(Math.random() * options.workers)),
    ])
    if (restarts > 0 && kill % Math.ceil(kills / restarts) === Math.floor(kills / restarts / 2)) {
      await database.restart()
    }
  }
  await asking
  const told = await tally(outcomes, log)
  const seconds = ((performance.now() - began) / 1_000).toFixed(1)
  console.log(JSON.stringify({ kind, runs, kills, restarts, seconds, ...told }))
  const { ok = 0, unknown = 0 } = told.statuses
  return ok + unknown === runs && told.wrong === 0 && told.twice === 0
}
