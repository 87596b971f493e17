// Runs with counted effects, while workers are killed and the database is. Nothing may be lost, or done twice.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { openPlace } from '../../__test__/runtime/servers/queue-place.js'
import { pythonQueue } from '../../src/adapters/bullmq.js'
import type { Outcome } from '../../src/runtime/index.js'
import { startDatabase } from './database.js'
import { Workers } from './workers.js'

export interface ChaosOptions {
  readonly kind: 'redis' | 'postgres'
  readonly runs: number
  readonly kills: number
  readonly everyMs: number
  readonly restarts: number
  readonly workers: number
}

const code = `
import asyncio
first = await effect(f"{run}-first", ms=30)
both = await asyncio.gather(effect(f"{run}-left", ms=20), repeatable(f"{run}-right", ms=40))
last = await effect(f"{run}-last", ms=30)
[first, *both, last]`

export async function chaos(options: ChaosOptions): Promise<boolean> {
  const { kind, runs, kills, everyMs, restarts } = options
  const folder = mkdtempSync(join(tmpdir(), 'monty-chaos-'))
  const log = join(folder, 'effects')
  writeFileSync(log, '')
  const database = await startDatabase(kind)
  const open = await openPlace(kind, database.folder)
  const queue = pythonQueue(open.place)
  const workers = new Workers(database, log)
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
  const settled = await Promise.race([Promise.all(outcomes), sleep(180_000)])
  const seconds = ((performance.now() - began) / 1_000).toFixed(1)
  const effects = readFileSync(log, 'utf8').split('\n').filter(Boolean)
  const counts = new Map<string, number>()
  for (const line of effects.filter((one) => one.startsWith('effect '))) {
    counts.set(line, (counts.get(line) ?? 0) + 1)
  }
  const twice = [...counts].filter(([, count]) => count > 1)
  const statuses: Record<string, number> = {}
  let wrong = 0
  for (const [run, outcome] of (settled ?? []).entries()) {
    const unknown =
      outcome.status === 'paused' && outcome.pending.every((one) => one.state === 'unknown')
    const what = unknown ? 'unknown' : outcome.status
    statuses[what] = (statuses[what] ?? 0) + 1
    const expected = ['first', 'left', 'right', 'last'].map((part) => `${run}-${part}`)
    if (outcome.status === 'ok' && JSON.stringify(outcome.value) !== JSON.stringify(expected))
      wrong++
    if (outcome.status !== 'ok' && !unknown) console.log(run, outcome)
  }
  const result = {
    kind,
    runs,
    kills,
    restarts,
    seconds,
    lost: settled === undefined ? 'some' : 0,
    statuses,
    wrong,
    effects: effects.length,
    twice: twice.length,
  }
  console.log(JSON.stringify(result))
  workers.stop()
  await queue.close()
  await open.close()
  await database.stop()
  rmSync(folder, { recursive: true, force: true })
  const bad = runs - (statuses['ok'] ?? 0) - (statuses['unknown'] ?? 0)
  return settled !== undefined && bad === 0 && wrong === 0 && twice.length === 0
}
