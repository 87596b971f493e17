// Programs whose effects are counted: how many were lost, and how many were done twice.
import { readFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import type { PythonQueue } from '../../src/adapters/bullmq.js'
import type { Outcome } from '../../src/runtime/index.js'

/** Four effects, of which one may be done again; `run` is the number of the program. */
export const code = `
import asyncio
first = await effect(f"{run}-first", ms=30)
both = await asyncio.gather(effect(f"{run}-left", ms=20), repeatable(f"{run}-right", ms=40))
last = await effect(f"{run}-last", ms=30)
[first, *both, last]`
const expectedOf = (run: number): string =>
  JSON.stringify(['first', 'left', 'right', 'last'].map((part) => `${run}-${part}`))

/** Begins so many programs a second for as long as some work takes, and at least a number of them. */
export async function underLoad(
  queue: PythonQueue,
  { runs, rate }: { readonly runs: number; readonly rate: number },
  work: () => Promise<void>,
): Promise<Array<Promise<Outcome>>> {
  const outcomes: Array<Promise<Outcome>> = []
  const load = { isOver: false }
  const asking = (async () => {
    while (outcomes.length < runs || !load.isOver) {
      outcomes.push(queue.execute(code, { inputs: { run: outcomes.length } }).outcome)
      await sleep(1_000 / rate)
    }
  })()
  await work()
  load.isOver = true
  await asking
  return outcomes
}

/** What came of a number of such programs. */
export interface Tally {
  /** How many were asked for of which nothing is known. */
  readonly lost: number
  readonly statuses: Readonly<Record<string, number>>
  /** How many gave another value than they should. */
  readonly wrong: number
  readonly effects: number
  /** How many effects that may be done once only were done again. */
  readonly twice: number
}

/** Whether all of the programs ended well, and nothing was done twice. */
export const isPerfect = ({ statuses, wrong, twice }: Tally, runs: number): boolean =>
  statuses['ok'] === runs && wrong === 0 && twice === 0

const LAST_MS = 120_000

/** Waits for what comes of the programs, and counts what they did. */
export async function tally(
  outcomes: ReadonlyArray<Promise<Outcome>>,
  log: string,
): Promise<Tally> {
  const statuses: Record<string, number> = {}
  let ended = 0
  let wrong = 0
  const telling = outcomes.map(async (coming, run) => {
    const outcome = await coming
    const isUnknown =
      outcome.status === 'paused' && outcome.pending.every(({ state }) => state === 'unknown')
    const what = isUnknown ? 'unknown' : outcome.status
    ended++
    statuses[what] = (statuses[what] ?? 0) + 1
    if (outcome.status === 'ok' && JSON.stringify(outcome.value) !== expectedOf(run)) wrong++
    if (outcome.status !== 'ok' && !isUnknown) console.log(run, outcome)
  })
  await Promise.race([Promise.all(telling), sleep(LAST_MS)])
  const effects = readFileSync(log, 'utf8').split('\n').filter(Boolean)
  const once = effects.filter((line) => line.startsWith('effect '))
  return {
    lost: outcomes.length - ended,
    statuses,
    wrong,
    effects: effects.length,
    twice: once.length - new Set(once).size,
  }
}
