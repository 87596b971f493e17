import { Monty, runMontyAsync } from 'monty-node'

/*
 * Short runs among many that never end. Arguments: how many of those, and how many short runs, one after the other.
 * Prints how long these took, sorted, and how many of the endless ones were still there.
 */

const [endless, shorts] = process.argv.slice(2).map(Number) as [number, number]
const spin = new Monty('print(0)\nn = 0\nwhile True:\n    n += len(str(n)) % 3')
const short = new Monty('sum([i * 2 for i in range(100)])')
const calling = new Monty('a = await f(1)\nb = await f(a)\na + b')
const f = async (value: number): Promise<number> => value + 1

const controller = new AbortController()
const options = { signal: controller.signal, limits: { maxDurationMs: 60_000 } }
let ended = 0
const ends: Array<Promise<unknown>> = []
const begun = Array.from(
  { length: endless },
  () =>
    new Promise<void>((resolve) => {
      const printCallback = (): void => resolve()
      ends.push(runMontyAsync(spin, { ...options, printCallback }).catch(() => ended++))
    }),
)
await Promise.all(begun)
const tookMs: number[] = []
for (let n = 0; n < shorts; n++) {
  const began = performance.now()
  const calls = n % 2 === 1
  const value = calls
    ? await runMontyAsync(calling, { externalFunctions: { f } })
    : await runMontyAsync(short)
  if (value !== (calls ? 5 : 9_900)) throw new Error(`a short run gave ${String(value)}`)
  tookMs.push(performance.now() - began)
  await new Promise((resolve) => setTimeout(resolve, 10))
}
const left = endless - ended
controller.abort()
await Promise.all(ends)
tookMs.sort((a, b) => a - b)
console.log(JSON.stringify({ tookMs, left }))
