import { Monty, runMontyAsync } from 'monty-node'

/* For how long a tool that works for a millisecond, and answers at once, holds the event loop in a run that calls it often. */

const CALLS = 400
const work = async (): Promise<number> => {
  const until = performance.now() + 1
  while (performance.now() < until);
  return 1
}
let longestMs = 0
let last = performance.now()
const meter = setInterval(() => {
  longestMs = Math.max(longestMs, performance.now() - last)
  last = performance.now()
}, 1)
const code = `n = 0\nfor i in range(${CALLS}):\n    n += await f()\nn`
const n = await runMontyAsync(new Monty(code), { externalFunctions: { f: work } })
await new Promise((resolve) => setTimeout(resolve, 5))
clearInterval(meter)
console.log(JSON.stringify({ n, longestMs }))
