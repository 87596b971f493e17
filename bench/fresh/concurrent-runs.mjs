// 1,000 asynchronous runs at once, each with one awaited host call of 20 ms.
import { setTimeout as sleep } from 'node:timers/promises'
import { program } from '../workloads/program.mjs'
import { residentBytes, tell } from './tell.mjs'

const COUNT = 1_000
const { load } = await import(`../contenders/${process.argv[2]}.mjs`)
const { Monty, runMontyAsync } = await load()
// Here a coroutine is awaited as in Python; the peer awaits it by itself.
const code = program('paused')
const isPeer = process.argv[2] === 'peer'
const monty = new Monty(isPeer ? code : code.replace('\napprove(', '\nawait approve('))
const approve = async (first) => {
  await sleep(20)
  return first
}
const runOne = () => runMontyAsync(monty, { externalFunctions: { approve } })

await Promise.all(Array.from({ length: 10 }, runOne))
const before = await residentBytes()
const began = performance.now()
const runs = Array.from({ length: COUNT }, runOne)
let highest = before
const watch = setInterval(() => {
  highest = Math.max(highest, process.memoryUsage.rss())
}, 2)
await Promise.all(runs)
clearInterval(watch)
const ms = performance.now() - began
highest = Math.max(highest, process.memoryUsage.rss())

tell({ 'concurrent-time': ms * 1e6, 'concurrent-memory': highest - before })
