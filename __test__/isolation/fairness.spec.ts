import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { describe, expect, it } from 'vitest'
import { Monty, MontyLimitError, MontyPool } from '../../src/index.js'
import { MemoryStore, MontyRuntime } from '../../src/runtime/index.js'
import { tool } from '../../src/host/index.js'

const MIB = 1024 * 1024

describe('a run whose worker others want', () => {
  it.each([
    'x = [[] for i in range(200_000)]\nfor i in range(3):\n    await pause()\nlen(x)',
    'x = {i: str(i) for i in range(60_000)}\nfor i in range(3):\n    await pause()\nlen(x)',
    'x = [(i, [i]) for i in range(80_000)]\nfor i in range(3):\n    await pause()\nlen(x)',
  ])('is counted as if it had kept it: %s', async (code) => {
    const pause = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 30))
    const options = { externalFunctions: { pause } }
    const alone = await peakOf(code, options)
    const limits = { maxMemoryBytes: Math.ceil(alone * 1.15), maxDurationMs: 20_000 }
    const pool = await MontyPool.create({ maxWorkers: 1 })
    try {
      const run = (): Promise<unknown> =>
        new Monty(code).runAsync({ ...options, limits, isolation: pool })
      expect(new Set(await Promise.all([run(), run(), run()])).size).toBe(1)
    } finally {
      await pool.close()
    }
  })

  it('pays for being put away and taken up', async () => {
    const code = 'x = [[] for i in range(300_000)]\nfor i in range(1_000):\n    await pause()'
    const pause = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 5))
    const pool = await MontyPool.create({ maxWorkers: 1 })
    try {
      const run = (): Promise<unknown> =>
        new Monty(code).runAsync({
          externalFunctions: { pause },
          limits: { maxDurationMs: 1_000 },
          isolation: pool,
        })
      const began = performance.now()
      const ends = await Promise.allSettled([run(), run()])
      for (const end of ends) {
        expect(end).toMatchObject({ status: 'rejected', reason: { limit: 'duration' } })
      }
      expect(performance.now() - began).toBeLessThan(12_000)
    } finally {
      await pool.close()
    }
  }, 30_000)
})

/** What a run that nobody disturbs holds at most. */
async function peakOf(code: string, options: object): Promise<number> {
  const limits = { maxMemoryBytes: 256 * MIB, maxDurationMs: 20_000 }
  const failing = new Monty(`${code}\nraise ValueError()`)
  const error: unknown = await failing.runAsync({ ...options, limits }).catch((e: unknown) => e)
  return (error as { usage: { peakMemoryBytes: number } }).usage.peakMemoryBytes
}

it('aborting runs that wait starts no processes for them', async () => {
  const pool = await MontyPool.create({ maxWorkers: 2 })
  const controller = new AbortController()
  const spin = new Monty('while True:\n    pass')
  const runs = Array.from({ length: 300 }, async () =>
    spin.runAsync({ isolation: pool, signal: controller.signal }),
  )
  const settled = Promise.allSettled(runs)
  await new Promise((resolve) => setTimeout(resolve, 200))
  const began = performance.now()
  controller.abort()
  const took = performance.now() - began
  const ends = await settled
  expect(ends.every(({ status }) => status === 'rejected')).toBe(true)
  expect(took).toBeLessThan(500)
  expect(pool.stats()).toMatchObject({ waiting: 0 })
  expect(pool.stats().live).toBeLessThanOrEqual(2)
  expect(await new Monty('1 + 1').runAsync({ isolation: pool })).toBe(2)
  await pool.close()
})

it('a store is told of a run no more than it must be', async () => {
  let [puts, bytes, longest] = [0, 0, 0]
  const store = new MemoryStore()
  const put = store.put.bind(store)
  store.put = (id, data, options) => {
    // What each call has made is a small entry of its own.
    if (id.startsWith('made/')) longest = Math.max(longest, data.length)
    else puts++
    bytes += data.length
    return put(id, data, options)
  }
  const cheap = tool({ input: { type: 'object', properties: {} }, execute: () => 1 })
  const pay = tool({
    input: { type: 'object', properties: {} },
    needsApproval: true,
    execute: () => 2,
  })
  const runtime = new MontyRuntime({
    tools: { cheap, pay },
    snapshots: { store, key: Buffer.alloc(32, 7) },
    isolation: 'process',
    limits: { maxDurationMs: 3_000 },
  })
  const code = `x = [[] for i in range(400_000)]
for i in range(60):
    await cheap()
await pay()`
  const outcome = await runtime.execute(code).outcome
  expect(outcome).toMatchObject({ status: 'paused' })
  expect(puts).toBe(1)
  expect(longest).toBeLessThan(16 * 1024)
  expect(bytes).toBeLessThan(60 * MIB)
  await runtime.close()
}, 30_000)

it.runIf(process.platform === 'linux')('a worker has no files but its own', async () => {
  const script = `
    import { readdirSync, readFileSync, readlinkSync } from 'node:fs'
    import { Monty } from './src/index.ts'
    const open = await new Monty('import time\\nf()').runAsync({
      isolation: 'process',
      externalFunctions: {
        f: () =>
          readdirSync('/proc').flatMap((pid) => {
            try {
              const [, parent] = /\\) \\w (\\d+)/.exec(readFileSync('/proc/' + pid + '/stat', 'latin1'))
              if (Number(parent) !== process.pid) return []
              if (!readlinkSync('/proc/' + pid + '/exe').includes('monty-worker')) return []
              return readdirSync('/proc/' + pid + '/fd').map(Number)
            } catch {
              return []
            }
          }),
      },
    })
    console.log(JSON.stringify(open))
    process.exit(0)
  `
  const { stdout } = await promisify(execFile)('bash', [
    '-c',
    'exec 60</etc/hostname 61>/dev/null; exec node --import tsx --input-type=module -e "$1"',
    '-',
    script,
  ])
  const open = JSON.parse(stdout.trim().split('\n').at(-1)!) as number[]
  expect(open.length).toBeGreaterThan(2)
  expect(Math.max(...open)).toBeLessThan(10)
})

it('a limit says no more than there was', async () => {
  const code = 'while True:\n    pass'
  const limits = { maxDurationMs: 100 }
  const run = new Monty(code).runAsync({ limits, isolation: 'process' })
  // This process is busy meanwhile.
  setTimeout(() => {
    const until = performance.now() + 2_500
    while (performance.now() < until);
  }, 20)
  const error = (await run.catch((reason: unknown) => reason)) as MontyLimitError
  expect(error).toBeInstanceOf(MontyLimitError)
  expect(error.used).toBeLessThanOrEqual(1_100)
})
