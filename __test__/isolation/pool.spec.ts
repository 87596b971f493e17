import { execFile, spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterEach, describe, expect, test } from 'vitest'
import {
  Monty,
  MontyAbortError,
  MontyCrashedError,
  MontyLimitError,
  MontyPool,
  type MontyPoolOptions,
  MontyRuntimeError,
  MontySession,
  MontyTimeoutError,
  MontyUsageError,
} from 'monty-node'
import { rejection } from '../support/caught.js'
import { atEnd, atFunction } from '../support/paused.js'
import { eventually, isAlive, workersOf } from '../support/workers.js'

const later = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))
const forever = new Promise<never>(() => {})

const pools: MontyPool[] = []

async function poolOf(options?: MontyPoolOptions): Promise<MontyPool> {
  const pool = await MontyPool.create(options)
  pools.push(pool)
  return pool
}

afterEach(async () => {
  await Promise.all(pools.splice(0).map((pool) => pool.close()))
  if (workersOf().length > 0) throw new Error('a closed pool left workers behind')
})

const onePlusOne = new Monty('1 + 1')
const spin = new Monty('while True: pass')
const wait = new Monty('await f()')

describe('a pool', () => {
  test('starts its workers, says what they do, and ends them', async () => {
    const pool = await poolOf({ minWorkers: 2, maxWorkers: 3 })
    expect(pool.stats()).toEqual({ live: 2, idle: 2, crashed: 0, waiting: 0, parked: 0 })
    expect(workersOf()).toHaveLength(2)
    const ending = new AbortController()
    const options = { isolation: pool, signal: ending.signal }
    const runs = Array.from({ length: 5 }, () => rejection(spin.runAsync(options)))
    await later(50)
    expect(pool.stats()).toEqual({ live: 3, idle: 0, crashed: 0, waiting: 2, parked: 0 })
    ending.abort()
    await Promise.all(runs)
    expect(pool.stats()).toMatchObject({ idle: 2, crashed: 0, waiting: 0 })
    await pool.close()
    expect(pool.stats()).toEqual({ live: 0, idle: 0, crashed: 0, waiting: 0, parked: 0 })
    expect(workersOf()).toEqual([])
  })

  test('is closed where its scope ends', async () => {
    {
      await using pool = await MontyPool.create({ maxWorkers: 1 })
      expect(await onePlusOne.runAsync({ isolation: pool })).toBe(2)
    }
    expect(workersOf()).toEqual([])
  })

  test('refuses options that mean nothing', async () => {
    const refused = async (options: object): Promise<string> =>
      (await rejection(MontyPool.create(options), MontyUsageError)).message
    expect(await refused({ maxWorkers: 0 })).toBe('maxWorkers must be a whole number of at least 1')
    expect(await refused({ minWorkers: 1.5 })).toBe(
      'minWorkers must be a whole number of at least 0',
    )
    expect(await refused({ minWorkers: 3, maxWorkers: 2 })).toBe(
      'minWorkers must be at most maxWorkers',
    )
    expect(await refused({ checkoutTimeoutMs: -1 })).toBe(
      'checkoutTimeoutMs must be a number of at least 0',
    )
    expect(await refused({ workers: 2 })).toMatch(/^workers is not an option of MontyPool.create/)
  })

  test('gives every program its own globals, also on the same worker', async () => {
    const pool = await poolOf({ maxWorkers: 1 })
    expect(await new Monty('x = 1\nx').runAsync({ isolation: pool })).toBe(1)
    const error = await rejection(new Monty('x').runAsync({ isolation: pool }), MontyRuntimeError)
    expect(error.exception.typeName).toBe('NameError')
  })

  test('remembers more programs than a worker keeps', async () => {
    const pool = await poolOf({ maxWorkers: 1 })
    const programs = Array.from({ length: 80 }, (_, n) => new Monty(`${n} + 1`))
    for (const round of [1, 2]) {
      const results = await Promise.all(programs.map((one) => one.runAsync({ isolation: pool })))
      expect([round, ...results]).toEqual([round, ...programs.map((_, n) => n + 1)])
    }
  })

  test('replaces a worker after so many runs', async () => {
    const pool = await poolOf({ maxWorkers: 1, maxRunsPerWorker: 2 })
    const seen: number[] = []
    for (let run = 0; run < 5; run++) {
      seen.push(...workersOf())
      await onePlusOne.runAsync({ isolation: pool })
    }
    const [a, b, c] = [seen[0], seen[2], seen[4]]
    expect(seen).toEqual([a, a, b, b, c])
    expect(new Set([a, b, c]).size).toBe(3)
    expect(pool.stats()).toMatchObject({ live: 1, crashed: 0 })
  })

  test('lets a run wait for a worker no longer than it may', async () => {
    const pool = await poolOf({ maxWorkers: 1, checkoutTimeoutMs: 40 })
    const ending = new AbortController()
    const busy = rejection(spin.runAsync({ isolation: pool, signal: ending.signal }))
    const error = await rejection(onePlusOne.runAsync({ isolation: pool }), MontyTimeoutError)
    expect(error.message).toBe('no worker was free within 40 ms')
    expect(pool.stats().waiting).toBe(0)
    ending.abort()
    await busy
    expect(await onePlusOne.runAsync({ isolation: pool })).toBe(2)
  })

  test('serves those who wait in their order', async () => {
    const pool = await poolOf({ maxWorkers: 1 })
    const order: number[] = []
    const monty = new Monty('sum(range(20_000)) * 0 + n', { inputs: ['n'] })
    await Promise.all(
      Array.from({ length: 10 }, async (_, n) => {
        order.push((await monty.runAsync({ isolation: pool, inputs: { n } })) as number)
      }),
    )
    expect(order).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9])
  })
})

describe('closing a pool', () => {
  test('settles every run, whatever it is doing', async () => {
    const pool = await poolOf({ maxWorkers: 2 })
    const externalFunctions = { f: () => forever }
    const waiting = Array.from({ length: 4 }, () =>
      wait.runAsync({ isolation: pool, externalFunctions }),
    )
    await later(60)
    const session = new MontySession({ isolation: pool })
    const runs = [
      ...waiting,
      ...Array.from({ length: 4 }, () => spin.runAsync({ isolation: pool })),
      session.feedAsync('while True: pass'),
    ].map((run) => rejection(run, MontyAbortError))
    await later(60)
    expect(pool.stats()).toMatchObject({ live: 2, waiting: 3, parked: 4 })
    const began = performance.now()
    await pool.close()
    for (const error of await Promise.all(runs)) {
      expect((error.cause as Error).message).toBe('the pool was closed')
    }
    expect(performance.now() - began).toBeLessThan(500)
    expect(workersOf()).toEqual([])
  })

  test('refuses what comes later', async () => {
    const pool = await poolOf()
    const paused = atFunction(await new Monty('f()').startAsync({ isolation: pool }))
    await pool.close()
    const late = [
      onePlusOne.runAsync({ isolation: pool }),
      paused.resumeAsync({ returnValue: 1 }),
      new MontySession({ isolation: pool }).feedAsync('1'),
    ]
    for (const run of late) {
      expect((await rejection(run, MontyUsageError)).code).toBe('MONTY_DISPOSED')
    }
    await pool.close()
  })
})

describe('a run that waits for the host', () => {
  test('lends its worker to others: 200 runs of 5 calls on one worker', async () => {
    const pool = await poolOf({ maxWorkers: 1 })
    const monty = new Monty(
      'import asyncio\nsum(await asyncio.gather(f(1), f(2), f(3), f(4), f(5))) + n',
      { inputs: ['n'] },
    )
    const externalFunctions = {
      f: async (x: number) => {
        await later(20)
        return x
      },
    }
    const began = performance.now()
    const results = await Promise.all(
      Array.from({ length: 200 }, (_, n) =>
        monty.runAsync({ isolation: pool, inputs: { n }, externalFunctions }),
      ),
    )
    expect(performance.now() - began).toBeLessThan(3_000)
    expect(results).toEqual(Array.from({ length: 200 }, (_, n) => 15 + n))
    expect(pool.stats()).toEqual({ live: 1, idle: 1, crashed: 0, waiting: 0, parked: 0 })
  })

  test('never stands in the way of a run within it, three deep on one worker', async () => {
    const pool = await poolOf({ maxWorkers: 1 })
    const depth = new Monty('n if n == 0 else n + await f(n - 1)', { inputs: ['n'] })
    const run = (n: number): Promise<unknown> =>
      depth.runAsync({ isolation: pool, inputs: { n }, externalFunctions: { f: run } })
    expect(await run(3)).toBe(6)
    expect(await Promise.all([run(3), run(2), run(10)])).toEqual([6, 3, 55])
    expect(pool.stats().parked).toBe(0)
  })

  test('keeps its state, its limits and its usage when it is parked', async () => {
    const pool = await poolOf({ maxWorkers: 1 })
    const code =
      'x = list(range(1000))\nprint("before")\ny = await f(1)\nprint("after")\nsum(x) + y + await f(2)'
    const printed: string[] = []
    const parked: number[] = []
    const stepped = new Monty(code.replaceAll('await ', '')).startAsync({ isolation: pool })
    const paused = atFunction(await stepped)
    expect(paused.usage.outputBytes).toBe(7)
    const result = await new Monty(code).runAsync({
      isolation: pool,
      printCallback: (_stream, text) => printed.push(text),
      externalFunctions: {
        f: async (n: number) => {
          expect(await onePlusOne.runAsync({ isolation: pool })).toBe(2)
          parked.push(pool.stats().parked)
          return n
        },
      },
    })
    expect(result).toBe(499_503)
    expect(printed).toEqual(['before\n', 'after\n'])
    expect(parked).toEqual([1, 1])
    const end = atFunction(await paused.resumeAsync({ returnValue: 1 }))
    expect(atEnd(await end.resumeAsync({ returnValue: 2 })).usage).toMatchObject({
      hostCalls: 2,
      outputBytes: 13,
    })
    const limited = new Monty('while True: await f()').runAsync({
      isolation: pool,
      limits: { maxHostCalls: 3 },
      externalFunctions: { f: () => onePlusOne.runAsync({ isolation: pool }) },
    })
    expect((await rejection(limited, MontyLimitError)).limit).toBe('hostCalls')
  })

  test('is cancelled while it is parked', async () => {
    const pool = await poolOf({ maxWorkers: 1 })
    const ending = new AbortController()
    const run = wait.runAsync({
      isolation: pool,
      signal: ending.signal,
      externalFunctions: { f: () => forever },
    })
    await later(20)
    expect(await onePlusOne.runAsync({ isolation: pool })).toBe(2)
    expect(pool.stats()).toMatchObject({ idle: 1, parked: 1 })
    ending.abort()
    await rejection(run, MontyAbortError)
    expect(pool.stats()).toMatchObject({ live: 1, parked: 0 })
  })

  test('a paused run and an idle session need no worker', async () => {
    const pool = await poolOf({ maxWorkers: 1 })
    const paused = atFunction(await new Monty('f() + 1').startAsync({ isolation: pool }))
    const sessions = [1, 2, 3].map(() => new MontySession({ isolation: pool }))
    for (const [n, session] of sessions.entries()) await session.feedAsync(`x = ${n}`)
    expect(await onePlusOne.runAsync({ isolation: pool })).toBe(2)
    const states = await Promise.all(sessions.map((session) => session.feedAsync('x')))
    expect(states).toEqual([0, 1, 2])
    expect(atEnd(await paused.resumeAsync({ returnValue: 1 })).output).toBe(2)
  })
})

describe('a worker that ends', () => {
  test.each(['SIGKILL', 'SIGABRT', 'SIGILL'])('by %s costs its one run', async (signal) => {
    const pool = await poolOf({ maxWorkers: 1 })
    const [pid] = workersOf()
    const run = rejection(spin.runAsync({ isolation: pool }), MontyCrashedError)
    await later(30)
    process.kill(pid!, signal)
    const error = await run
    expect([error.signal, error.exitCode]).toEqual([signal, null])
    expect(error.message).toContain(`the worker process ended by ${signal}`)
    expect(await onePlusOne.runAsync({ isolation: pool })).toBe(2)
    expect(pool.stats()).toEqual({ live: 1, idle: 1, crashed: 1, waiting: 0, parked: 0 })
    expect(workersOf()).not.toContain(pid)
  })

  test('while its run waits for the host costs that run', async () => {
    const pool = await poolOf({ maxWorkers: 1 })
    const run = wait.runAsync({ isolation: pool, externalFunctions: { f: () => forever } })
    await later(30)
    process.kill(workersOf()[0]!, 'SIGKILL')
    expect((await rejection(run, MontyCrashedError)).signal).toBe('SIGKILL')
    expect(await onePlusOne.runAsync({ isolation: pool })).toBe(2)
  })

  test('while nobody needs it costs nothing', async () => {
    const pool = await poolOf({ maxWorkers: 1 })
    const session = new MontySession({ isolation: pool })
    await session.feedAsync('x = 41')
    const paused = atFunction(await new Monty('f() + 1').startAsync({ isolation: pool }))
    const [pid] = workersOf()
    process.kill(pid!, 'SIGKILL')
    expect(await eventually(() => pool.stats().crashed === 1)).toBe(true)
    expect(await session.feedAsync('x + 1')).toBe(42)
    expect(atEnd(await paused.resumeAsync({ returnValue: 1 })).output).toBe(2)
  })

  test.runIf(process.platform === 'linux')('by SIGSTOP is noticed at the limit', async () => {
    const pool = await poolOf({ maxWorkers: 1 })
    const [pid] = workersOf()
    const began = performance.now()
    const run = spin.runAsync({ isolation: pool, limits: { maxDurationMs: 200 } })
    process.kill(pid!, 'SIGSTOP')
    const error = await rejection(run, MontyCrashedError)
    expect(error.message).toContain('was stopped by a signal')
    expect(performance.now() - began).toBeGreaterThan(1_150)
    expect(await eventually(() => !isAlive(pid!))).toBe(true)
    expect(await onePlusOne.runAsync({ isolation: pool })).toBe(2)
    expect(pool.stats()).toEqual({ live: 1, idle: 1, crashed: 1, waiting: 0, parked: 0 })
  })

  test('because its run took far more memory than it may costs that run', async () => {
    const pool = await poolOf({ maxWorkers: 1 })
    const [pid] = workersOf()
    // A collection of garbage, alone of all, is refused nothing: this one marks lists in 64 MiB.
    const monty = new Monty(
      'keep = [[] for _ in range(4_300_000)]\nother = keep\nother = None\nfor _ in range(99): []',
    )
    const time = { maxDurationMs: 60_000 }
    const uncollected = { ...time, maxMemoryBytes: Infinity, gcInterval: 1e9 }
    const held = monty.start({ limits: uncollected }).usage.peakMemoryBytes
    const maxMemoryBytes = held + 1_000_000
    const limits = { ...time, maxMemoryBytes }
    const error = await rejection(monty.runAsync({ isolation: pool, limits }), MontyLimitError)
    const used = maxMemoryBytes + 32 * 2 ** 20
    expect([error.limit, error.allowed, error.used]).toEqual(['memory', maxMemoryBytes, used])
    expect(await eventually(() => !isAlive(pid!))).toBe(true)
    expect(await onePlusOne.runAsync({ isolation: pool })).toBe(2)
    expect(pool.stats()).toEqual({ live: 1, idle: 1, crashed: 1, waiting: 0, parked: 0 })
  })

  test('because the host cancels is gone within 50 ms, whatever it is doing', async () => {
    const pool = await poolOf({ maxWorkers: 1 })
    const native = new Monty('import math\nmath.gcd(3 ** 600_000, 7 ** 500_000)')
    for (const monty of [spin, native]) {
      const [pid] = workersOf()
      const ending = new AbortController()
      const run = rejection(
        monty.runAsync({ isolation: pool, signal: ending.signal }),
        MontyAbortError,
      )
      await later(100)
      const began = performance.now()
      ending.abort()
      await run
      expect(performance.now() - began).toBeLessThan(50)
      expect(await eventually(() => !isAlive(pid!), 50)).toBe(true)
    }
    expect(pool.stats().crashed).toBe(0)
  })

  test('by SIGKILL with its run never disturbs 100 others', async () => {
    const pool = await poolOf({ maxWorkers: 3 })
    const [pid] = workersOf()
    const doomed = rejection(spin.runAsync({ isolation: pool }), MontyCrashedError)
    const externalFunctions = { f: async (n: number) => (await later(5), n) }
    const monty = new Monty('x = 0\nfor i in range(4): x += await f(i)\nx + n', { inputs: ['n'] })
    const others = Array.from({ length: 100 }, (_, n) =>
      monty.runAsync({ isolation: pool, inputs: { n }, externalFunctions }),
    )
    await later(10)
    process.kill(pid!, 'SIGKILL')
    expect((await doomed).signal).toBe('SIGKILL')
    expect(await Promise.all(others)).toEqual(others.map((_, n) => 6 + n))
    expect(pool.stats().crashed).toBe(1)
  })

  test('never disturbs 100 others', async () => {
    const pool = await poolOf({ maxWorkers: 3 })
    const externalFunctions = { f: async (n: number) => (await later(5), n) }
    const monty = new Monty('x = 0\nfor i in range(4): x += await f(i)\nx + n', { inputs: ['n'] })
    const good = Array.from({ length: 100 }, (_, n) =>
      monty.runAsync({ isolation: pool, inputs: { n }, externalFunctions }),
    )
    const limits = { maxDurationMs: 40, maxMemoryBytes: 2 ** 23 }
    const bad = ['while True: pass', 'x = []\nwhile True: x.append("a" * 999)', 'f()', '1 / 0'].map(
      (code) => rejection(new Monty(code).runAsync({ isolation: pool, limits, timeoutMs: 5_000 })),
    )
    let killed = 0
    const killing = setInterval(() => {
      // One that no run of ours is in: `spin` has it.
      const doomed = new Monty('while True: pass').runAsync({ isolation: pool, timeoutMs: 10 })
      doomed.catch(() => killed++)
    }, 15)
    expect(await Promise.all(good)).toEqual(good.map((_, n) => 6 + n))
    clearInterval(killing)
    expect((await Promise.all(bad)).map(({ code }) => code)).toEqual([
      'MONTY_LIMIT',
      'MONTY_LIMIT',
      'MONTY_RUNTIME',
      'MONTY_RUNTIME',
    ])
    expect(killed).toBeGreaterThan(1)
    expect(pool.stats().crashed).toBe(0)
  })
})

describe('workers and their parent', () => {
  const run = promisify(execFile)
  const directory = fileURLToPath(new URL('.', import.meta.url))
  const scriptOf = (body: string): string[] => [
    '--import',
    'tsx',
    '--input-type=module',
    '--eval',
    `import { Monty, MontyPool, MontySession } from '../../src/index.ts'\n${body}`,
  ]
  const script = (body: string): Promise<{ stdout: string }> =>
    run(process.execPath, scriptOf(body), { cwd: directory, timeout: 15_000 })

  test('an idle worker does not keep its parent alive, a run does', async () => {
    const { stdout } = await script(`
      const session = new MontySession({ isolation: 'process' })
      await session.feedAsync('x = 41')
      const paused = await new Monty('f()').startAsync({ isolation: 'process' })
      console.log(paused.functionName, await session.feedAsync('x + 1'))
      console.log(await new Monty('sum(range(300_000))').runAsync({ isolation: 'process' }))
      void new Monty('await f()').runAsync({ isolation: 'process', externalFunctions: { f: () => new Promise(() => {}) } })
    `)
    expect(stdout).toBe('f 42\n44999850000\n')
  })

  test.each([
    ['a run', `new Monty('while True: pass').runAsync({ isolation })`],
    [
      'a feed of a session',
      `new MontySession({ isolation }).feedAsync('import math\\nmath.gcd(3 ** 900_000, 7 ** 900_000)')`,
    ],
    [
      'a paused run',
      `(await new Monty('f()\\nwhile True: pass').startAsync({ isolation })).resumeAsync({ returnValue: 1 })`,
    ],
  ])(
    '%s whose worker dies rejects, though nothing else keeps the script alive',
    async (_what, begun) => {
      for (const signal of ['SIGKILL', 'SIGABRT', 'SIGKILL'] as const) {
        const body = `
        const isolation = await MontyPool.create({ maxWorkers: 1 })
        const run = ${begun}
        console.log('begun')
        const error = await run.catch((thrown) => thrown)
        console.log(error.code, error.signal)
      `
        const child = spawn(process.execPath, scriptOf(body), {
          cwd: directory,
          stdio: ['ignore', 'pipe', 'inherit'],
        })
        let printed = ''
        child.stdout.setEncoding('utf8').on('data', (text: string) => {
          printed += text
          if (text === 'begun\n') process.kill(workersOf(child.pid)[0]!, signal)
        })
        const exitCode = await new Promise((resolve) => child.once('close', resolve))
        expect([exitCode, printed]).toEqual([0, `begun\nMONTY_CRASHED ${signal}\n`])
      }
    },
  )

  test.each(['SIGKILL', 'SIGTERM', 'exit'])(
    'workers end with a parent ended by %s',
    async (how) => {
      const child = spawn(
        process.execPath,
        scriptOf(`
        const pool = await MontyPool.create({ minWorkers: 3, maxWorkers: 3 })
        const options = { isolation: pool, limits: { maxDurationMs: 60_000 } }
        for (const code of ['while True: pass', 'import math\\nmath.gcd(3 ** 900_000, 7 ** 900_000)']) {
          new Monty(code).runAsync(options).catch(() => {})
        }
        process.on('message', () => process.exit(3))
        setTimeout(() => process.send('ready'), 100)
      `),
        { cwd: directory, stdio: ['ignore', 'ignore', 'inherit', 'ipc'] },
      )
      await new Promise((resolve) => child.once('message', resolve))
      const workers = workersOf(child.pid)
      expect(workers).toHaveLength(3)
      const ended = new Promise((resolve) => child.once('exit', resolve))
      if (how === 'exit') child.send('exit')
      else child.kill(how as NodeJS.Signals)
      await ended
      expect(await eventually(() => !workers.some(isAlive))).toBe(true)
    },
  )

  test('a worker knows nothing of its parent', async () => {
    const pool = await poolOf({ maxWorkers: 1 })
    process.env['MONTY_SECRET'] = 'hunter2'
    const code = 'import os\nos.getenv("MONTY_SECRET")'
    expect(await new Monty(code).runAsync({ isolation: pool })).toBe(null)
    delete process.env['MONTY_SECRET']
  })

  test('a terminal’s interrupt is the parent’s to act on', async () => {
    const pool = await poolOf({ maxWorkers: 1 })
    const [pid] = workersOf()
    for (const signal of ['SIGINT', 'SIGHUP', 'SIGTERM']) process.kill(pid!, signal)
    expect(await onePlusOne.runAsync({ isolation: pool })).toBe(2)
    expect(workersOf()).toEqual([pid])
  })
})
