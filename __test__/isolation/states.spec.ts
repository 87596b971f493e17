import { readdirSync, readlinkSync, statSync } from 'node:fs'
import { afterEach, describe, expect, it } from 'vitest'
import { Monty, MontyPool, MontySession, MontyUsageError } from '../../src/index.js'
import { collectGarbage } from '../support/collector.js'
import { eventually } from '../support/workers.js'

const MIB = 1024 * 1024
const pools: MontyPool[] = []

afterEach(() => Promise.all(pools.splice(0).map((pool) => pool.close())))

async function poolOf(options: Parameters<typeof MontyPool.create>[0]): Promise<MontyPool> {
  const pool = await MontyPool.create(options)
  pools.push(pool)
  return pool
}

/** Bytes of this process's files of states. */
function fileBytes(): number {
  const sizes = readdirSync('/proc/self/fd').flatMap((fd) => {
    try {
      const path = `/proc/self/fd/${fd}`
      return /monty-node-.*\(deleted\)/.test(readlinkSync(path)) ? [statSync(path).size] : []
    } catch {
      return []
    }
  })
  return sizes.reduce((sum, size) => sum + size, 0)
}

/** Runs `count` programs that each hold 4 MB while all wait in a tool, on one worker. */
async function waitTogether(pool: MontyPool, count: number) {
  let release = (): void => {}
  const released = new Promise<void>((resolve) => (release = resolve))
  const before = process.memoryUsage().arrayBuffers
  const runs = Array.from({ length: count }, (_, i) =>
    new Monty(`x = chr(97 + n % 26) * 4_000_000\nawait wait()\n(x[0], x[-1], len(x))`, {
      inputs: ['n'],
    }).runAsync({
      inputs: { n: i },
      externalFunctions: { wait: () => released },
      isolation: pool,
    }),
  )
  // The last one keeps the worker.
  const areParked = await eventually(() => pool.stats().parked >= count - 1, 10_000)
  return { areParked, runs, release, grown: () => process.memoryUsage().arrayBuffers - before }
}

describe.runIf(process.platform === 'linux')(
  'states of runs that others took the worker of',
  () => {
    it('go to a file without a name, come back as they were, and leave nothing', async () => {
      const pool = await poolOf({ maxWorkers: 1, stateMemoryBytes: 8 * MIB })
      const { areParked, runs, release, grown } = await waitTogether(pool, 24)
      expect(areParked).toBe(true)
      expect(await eventually(() => fileBytes() > 60 * MIB)).toBe(true)
      await collectGarbage()
      expect(grown()).toBeLessThan(32 * MIB)
      release()
      const values = await Promise.all(runs)
      expect(values.map((value) => [...(value as unknown[])])).toEqual(
        values.map((_, i) => [
          String.fromCharCode(97 + (i % 26)),
          String.fromCharCode(97 + (i % 26)),
          4_000_000,
        ]),
      )
      expect(await eventually(() => fileBytes() === 0)).toBe(true)
    }, 30_000)

    it('stay in memory where that is asked for', async () => {
      const pool = await poolOf({ maxWorkers: 1, stateMemoryBytes: Infinity })
      const { areParked, runs, release } = await waitTogether(pool, 6)
      expect(areParked).toBe(true)
      expect(fileBytes()).toBe(0)
      release()
      expect(await Promise.all(runs)).toHaveLength(6)
    })

    it('are those of sessions and their forks as well', async () => {
      const pool = await poolOf({ maxWorkers: 1, stateMemoryBytes: 0 })
      const session = new MontySession({ isolation: pool })
      await session.feedAsync('x = "a" * 3_000_000')
      expect(await eventually(() => fileBytes() > 2 * MIB)).toBe(true)
      const fork = session.fork()
      await session.feedAsync('x += "b"')
      expect(await fork.feedAsync('len(x)')).toBe(3_000_000)
      const loaded = MontySession.load(session.dump({ key: 'k'.repeat(32) }), {
        key: 'k'.repeat(32),
      })
      expect(await session.feedAsync('len(x)')).toBe(3_000_001)
      expect(await loaded.feedAsync('x[-2:]')).toBe('ab')
      session.dispose()
      fork.dispose()
      loaded.dispose()
      expect(await eventually(() => fileBytes() === 0)).toBe(true)
    })

    it('end with their runs', async () => {
      const pool = await poolOf({ maxWorkers: 1, stateMemoryBytes: 0 })
      const controller = new AbortController()
      const runs = Array.from({ length: 4 }, () =>
        new Monty('x = "a" * 3_000_000\nawait wait()').runAsync({
          externalFunctions: { wait: () => new Promise(() => {}) },
          isolation: pool,
          signal: controller.signal,
        }),
      )
      const ends = Promise.allSettled(runs)
      expect(await eventually(() => fileBytes() > 6 * MIB)).toBe(true)
      controller.abort()
      await ends
      expect(await eventually(() => fileBytes() === 0)).toBe(true)
    })
  },
)

it('a pool says what is wrong with its bound', async () => {
  await expect(MontyPool.create({ stateMemoryBytes: -1 })).rejects.toThrow(MontyUsageError)
})
