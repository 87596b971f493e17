import { Monty, runMontyAsync } from 'monty-node'

/* How long CPU-bound runs take to end once they are aborted, in ms. Arguments: how many at once. */

const spin = new Monty(
  'while True:\n    try:\n        n = 1\n    except BaseException:\n        pass',
)

async function abortOf(count: number): Promise<number> {
  const controller = new AbortController()
  const options = { signal: controller.signal, limits: { maxDurationMs: Infinity } }
  const runs = Array.from({ length: count }, async () => runMontyAsync(spin, options))
  const settled = Promise.allSettled(runs)
  await new Promise((resolve) => setTimeout(resolve, 50))
  const started = performance.now()
  controller.abort()
  const outcomes = await settled
  const took = performance.now() - started
  if (outcomes.some(({ status }) => status !== 'rejected')) throw new Error('a run went on')
  return took
}

await abortOf(1)
const one: number[] = []
for (let round = 0; round < 10; round++) one.push(await abortOf(1))
console.log(JSON.stringify({ one, many: await abortOf(Number(process.argv[2])) }))
