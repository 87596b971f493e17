import { Monty } from 'monty-node'

/* What each of many paused runs adds to the process. Needs --expose-gc. */

const COUNT = 8_000
const monty = new Monty(`
orders = [{"id": i, "total": i * 3} for i in range(10)]
approve(orders[0], len(orders))
`)

async function resident(): Promise<number> {
  for (let round = 0; round < 3; round++) {
    globalThis.gc!()
    await new Promise((resolve) => setImmediate(resolve))
  }
  return process.memoryUsage.rss()
}

const warmUp = Array.from({ length: 200 }, () => monty.start())
const before = await resident()
const paused = Array.from({ length: COUNT }, () => monty.start())
const bytesEach = ((await resident()) - before) / COUNT
console.log(JSON.stringify({ bytesEach, kept: warmUp.length + paused.length }))
