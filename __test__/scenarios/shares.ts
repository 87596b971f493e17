import { Monty, runMontyAsync } from 'monty-node'

/*
 * Many runs at once, each of a given execution time under a limit that only counts its own.
 * Arguments: how many, the time of each in ms, the limit in ms.
 */

const [count, eachMs, limitMs] = process.argv.slice(2).map(Number) as [number, number, number]
const work = new Monty('i = 0\nwhile i < n:\n    i += 1\ni', { inputs: ['n'] })

/** How many rounds take a run `eachMs` alone. */
function calibrate(): number {
  const probe = 100_000
  const best = Math.min(
    ...Array.from({ length: 5 }, () => {
      const started = performance.now()
      work.run({ inputs: { n: probe } })
      return performance.now() - started
    }),
  )
  return Math.round((probe * eachMs) / best)
}

const n = calibrate()
const started = performance.now()
const outcomes = await Promise.allSettled(
  Array.from({ length: count }, async () =>
    runMontyAsync(work, { inputs: { n }, limits: { maxDurationMs: limitMs } }),
  ),
)
const tookMs = performance.now() - started
const failures = outcomes.flatMap((one) => (one.status === 'rejected' ? [String(one.reason)] : []))
const isRight = outcomes.every((one) => one.status === 'rejected' || one.value === n)
console.log(JSON.stringify({ failures, isRight, tookMs, n }))
