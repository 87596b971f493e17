import { Monty, runMontyAsync } from 'monty-node'

/*
 * How late a 10 ms timer of the host fires: on an idle loop, during one CPU-bound run, and during
 * many at once. Argument: how many, and for how many ms to measure.
 */

const PERIOD_MS = 10
const many = Number(process.argv[2])
const windowMs = Number(process.argv[3])

interface Lateness {
  readonly p99: number
  readonly worst: number
  readonly ticks: number
}

async function measure(): Promise<Lateness> {
  const late: number[] = []
  const end = performance.now() + windowMs
  while (performance.now() < end) {
    const due = performance.now() + PERIOD_MS
    const before = process.cpuUsage()
    await new Promise((resolve) => setTimeout(resolve, PERIOD_MS))
    const { user, system } = process.cpuUsage(before)
    // Time in which the system ran other processes instead of this one is not ours.
    const worked = (user + system) / 1_000 - PERIOD_MS
    late.push(Math.max(0, Math.min(performance.now() - due, worked)))
  }
  late.sort((a, b) => a - b)
  return { p99: late[Math.ceil(late.length * 0.99) - 1]!, worst: late.at(-1)!, ticks: late.length }
}

const spin = new Monty('n = 0\nwhile True:\n    n += len(str(n)) % 3')

async function during(count: number): Promise<Lateness> {
  const controller = new AbortController()
  const options = { signal: controller.signal, limits: { maxDurationMs: Infinity } }
  const runs = Array.from({ length: count }, async () => runMontyAsync(spin, options))
  const measured = await measure()
  controller.abort()
  await Promise.allSettled(runs)
  return measured
}

await during(many)
const idle = await measure()
const one = await during(1)
console.log(JSON.stringify({ idle, one, many: await during(many) }))
