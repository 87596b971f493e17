import { Monty } from 'monty-node'
import { collectGarbage } from '../support/collector.js'

/* What each of many paused runs adds to the process. */

const COUNT = 8_000
const monty = new Monty(`
orders = [{"id": i, "total": i * 3} for i in range(10)]
approve(orders[0], len(orders))
`)

async function resident(): Promise<number> {
  await collectGarbage()
  return process.memoryUsage.rss()
}

const warmUp = Array.from({ length: 200 }, () => monty.start())
const before = await resident()
const paused = Array.from({ length: COUNT }, () => monty.start())
const bytesEach = ((await resident()) - before) / COUNT
console.log(JSON.stringify({ bytesEach, kept: warmUp.length + paused.length }))
