import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import {
  FunctionSnapshot,
  type HostCall,
  type HostFunction,
  Monty,
  MontyRuntimeError,
  type RunAsyncOptions,
  runMontyAsync,
} from 'monty-node'
import { rejection } from '../support/caught.js'
import { atFunction } from '../support/paused.js'

const run = async (code: string, options?: RunAsyncOptions): Promise<unknown> =>
  runMontyAsync(new Monty(code), options)
const never = (): Promise<never> => new Promise(() => {})

const unhandled: unknown[] = []
const hear = (reason: unknown): unknown => unhandled.push(reason)
beforeEach(() => {
  unhandled.length = 0
  process.on('unhandledRejection', hear)
})
afterEach(async () => {
  await sleep(5)
  process.off('unhandledRejection', hear)
  if (unhandled.length > 0) throw new Error('a rejection was not handled', { cause: unhandled })
})

/** A promise that is settled from outside. */
function deferred<T = unknown>(): {
  promise: Promise<T>
  resolve: (value: T) => void
  reject: (reason: unknown) => void
} {
  let resolve!: (value: T) => void
  let reject!: (reason: unknown) => void
  const promise = new Promise<T>((yes, no) => {
    resolve = yes
    reject = no
  })
  return { promise, resolve, reject }
}

describe('an asynchronous run', () => {
  test('resolves with the value, and Monty.runAsync is the same', async () => {
    expect(await run('1 + 1')).toBe(2)
    expect(await new Monty('x + 1', { inputs: ['x'] }).runAsync({ inputs: { x: 1 } })).toBe(2)
  })

  test('reads its inputs before it returns', async () => {
    const inputs = { x: [1] }
    const monty = new Monty('x', { inputs: ['x'] })
    const runs = Array.from({ length: 12 }, async () => runMontyAsync(monty, { inputs }))
    inputs.x.push(2)
    for (const value of await Promise.all(runs)) expect(value).toEqual([1])
  })

  test('makes 10,000 host calls in a row without growing the stack', async () => {
    const limits = { maxHostCalls: 20_000 }
    const counted = 'n = 0\nfor i in range(10_000):\n    n += CALL\nn'
    const f = (): number => 1
    const g = async (): Promise<number> => 1
    expect(await run(counted.replace('CALL', 'f()'), { limits, externalFunctions: { f } })).toBe(
      10_000,
    )
    expect(
      await run(counted.replace('CALL', 'await g()'), { limits, externalFunctions: { g } }),
    ).toBe(10_000)
  })
})

describe('promises in a gather', () => {
  const gather = 'import asyncio\nawait asyncio.gather(*[f(i) for i in range(8)])'

  test('are all under way at once', async () => {
    const gates = Array.from({ length: 8 }, () => deferred<number>())
    const f = async (index: number): Promise<number> => {
      if (index === 7) gates.toReversed().forEach(({ resolve }, at) => resolve(7 - at))
      return gates[index]!.promise
    }
    expect(await run(gather, { externalFunctions: { f } })).toEqual([0, 1, 2, 3, 4, 5, 6, 7])
  })

  test('overlap with what Python does in other tasks', async () => {
    const code = `
import asyncio
log = []
async def task(name, n):
    for i in range(n):
        log.append(name + str(i))
        await f(name)
await asyncio.gather(task('a', 3), task('b', 3))
log`
    const f = async (): Promise<void> => sleep(2)
    const log = (await run(code, { externalFunctions: { f } })) as string[]
    expect(log.slice(0, 2)).toEqual(['a0', 'b0'])
    expect(log.toSorted()).toEqual(['a0', 'a1', 'a2', 'b0', 'b1', 'b2'])
  })

  test('go back together when they settle together', async () => {
    const settled: number[] = []
    const code = `
import asyncio
async def task(i):
    await f(i)
    seen(i)
await asyncio.gather(*[task(i) for i in range(8)])`
    const gate = deferred()
    const batches: number[][] = [[]]
    const externalFunctions = {
      f: async (index: number) => {
        if (index === 7) setTimeout(() => gate.resolve(null), 5)
        await gate.promise
        settled.push(index)
      },
      // All tasks of a batch go on before the event loop turns again.
      seen: (index: number) => {
        batches.at(-1)!.push(index)
        if (batches.at(-1)!.length === 1) setImmediate(() => batches.push([]))
      },
    }
    await run(code, { externalFunctions })
    expect(settled).toHaveLength(8)
    expect(new Set(batches[0])).toEqual(new Set([0, 1, 2, 3, 4, 5, 6, 7]))
  })

  test('that settle apart let their own tasks go on apart', async () => {
    const code = `
import asyncio
async def task(i):
    value = await f(i)
    await f(value)
    return value
await asyncio.gather(task(1), task(2))`
    const order: number[] = []
    const gates = new Map([1, 2, 10, 20].map((index) => [index, deferred<number>()]))
    const f = async (index: number): Promise<number> => {
      order.push(index)
      if (index === 2) gates.get(2)!.resolve(20)
      if (index === 20) gates.get(20)!.resolve(0)
      if (index === 20) gates.get(1)!.resolve(10)
      if (index === 10) gates.get(10)!.resolve(0)
      return gates.get(index)!.promise
    }
    expect(await run(code, { externalFunctions: { f } })).toEqual([10, 20])
    expect(order.slice(2)).toEqual([20, 10])
  })

  test('that fail reach the try/except around their await', async () => {
    const code = `
import asyncio
async def task(i):
    try:
        return await f(i)
    except ValueError as e:
        return 'caught ' + str(e)
await asyncio.gather(task(0), task(1), task(2))`
    const f = async (index: number): Promise<string> => {
      if (index === 1) throw Object.assign(new Error('one'), { name: 'ValueError' })
      return `fine ${index}`
    }
    expect(await run(code, { externalFunctions: { f } })).toEqual([
      'fine 0',
      'caught one',
      'fine 2',
    ])
  })

  test('that fail reach the try/except around the gather', async () => {
    const code = `
import asyncio
try:
    await asyncio.gather(f(0), f(1))
    result = 'none'
except ValueError as e:
    result = 'caught ' + str(e)
result`
    const f = async (index: number): Promise<never> => {
      await sleep(index * 5)
      throw Object.assign(new Error(String(index)), { name: 'ValueError' })
    }
    expect(await run(code, { externalFunctions: { f } })).toBe('caught 0')
  })

  test('can be nested', async () => {
    const code = `
import asyncio
async def pair(i):
    return await asyncio.gather(f(i), f(i + 1))
await asyncio.gather(pair(0), pair(10))`
    const externalFunctions = { f: async (n: number) => n }
    expect(await run(code, { externalFunctions })).toEqual([
      [0, 1],
      [10, 11],
    ])
  })

  test('can be awaited one by one, in any order', async () => {
    const code = 'a = f(1)\nb = f(2)\n[await b, await a]'
    const order: number[] = []
    const f = async (n: number): Promise<number> => {
      order.push(n)
      return n
    }
    expect(await run(code, { externalFunctions: { f } })).toEqual([2, 1])
    expect(order).toEqual([1, 2])
  })
})

describe('a promise that Python never awaits', () => {
  test('does not keep the run', async () => {
    expect(await run('f()\n"done"', { externalFunctions: { f: never } })).toBe('done')
  })

  test('may reject later, and nobody is alarmed', async () => {
    const f = async (): Promise<never> => {
      await sleep(10)
      throw new Error('late')
    }
    expect(await run('f()\nf()\n"done"', { externalFunctions: { f } })).toBe('done')
    await rejection(run('f()\n1 / 0', { externalFunctions: { f } }))
    await rejection(run('await f()', { externalFunctions: { f }, timeoutMs: 2 }))
    await sleep(30)
    expect(unhandled).toEqual([])
  })

  test('may reject at once', async () => {
    const f = async (): Promise<never> => {
      throw new Error('early')
    }
    expect(await run('f()\n"done"', { externalFunctions: { f } })).toBe('done')
  })
})

describe("with concurrency: 'serial'", () => {
  test('one call runs at a time, and Python waits for each', async () => {
    let running = 0
    let most = 0
    const f = async (n: number): Promise<number> => {
      most = Math.max(most, ++running)
      await sleep(1)
      running--
      return n
    }
    const code = 'a = f(1)\nb = await f(2)\n[a + b, f(3), await f(4)]'
    const options: RunAsyncOptions = { externalFunctions: { f }, concurrency: 'serial' }
    expect(await run(code, options)).toEqual([3, 3, 4])
    expect(most).toBe(1)
  })

  test('a rejection is raised where Python calls', async () => {
    const f = async (): Promise<never> => {
      throw Object.assign(new Error('no'), { name: 'KeyError' })
    }
    const code = 'try:\n    f()\nexcept KeyError:\n    r = "caught"\nr'
    const options: RunAsyncOptions = { externalFunctions: { f }, concurrency: 'serial' }
    expect(await run(code, options)).toBe('caught')
  })
})

describe('intercept', () => {
  const externalFunctions: Record<string, HostFunction> = {
    add: async (a: number, b: number) => a + b,
    now: () => 5,
    fail: () => {
      throw Object.assign(new Error('failed'), { name: 'ValueError' })
    },
  }

  test('sees each call: its name, arguments, id and place', async () => {
    const calls: HostCall[] = []
    const code = 'await add(1, 2)\nnow(k=[3])'
    await run(code, {
      externalFunctions,
      intercept: (call, next) => {
        calls.push(call)
        return next()
      },
    })
    expect(calls).toMatchObject([
      { name: 'add', args: [1, 2], kwargs: {} },
      { name: 'now', args: [], kwargs: { k: [3] } },
    ])
    expect(new Set(calls.map(({ callId }) => callId)).size).toBe(2)
    const places = calls.map(({ position }) => code.slice(position.start, position.end))
    expect(places).toEqual(['add(1, 2)', 'now(k=[3])'])
    expect(calls[0]!.position.filename).toBe('main.py')
  })

  test('that only passes calls on changes nothing', async () => {
    const intercept: RunAsyncOptions['intercept'] = (_call, next) => next()
    const options = { externalFunctions, intercept }
    expect(await run('await add(1, 2)', options)).toBe(3)
    expect(await run('await now()', options)).toBe(5)
    expect(await run('now() + 1', options)).toBe(6)
    const code = 'try:\n    fail()\nexcept ValueError as e:\n    r = str(e)\nr'
    expect(await run(code, options)).toBe('failed')
    const gathered = 'import asyncio\nawait asyncio.gather(add(1, 2), add(3, 4))'
    expect(await run(gathered, options)).toEqual([3, 7])
  })

  test('that is an async function changes nothing for calls that are awaited', async () => {
    const log: unknown[] = []
    const intercept: RunAsyncOptions['intercept'] = async (call, next) => {
      const value = await next()
      log.push([call.name, value])
      return value
    }
    const options = { externalFunctions, intercept }
    expect(await run('now() + await add(1, 2)', options)).toBe(8)
    expect(log).toEqual([
      ['now', 5],
      ['add', 3],
    ])
  })

  test('can answer by itself, from a cache', async () => {
    const cache = new Map<string, unknown>()
    let performed = 0
    const count = async (n: number): Promise<number> => {
      performed++
      return n
    }
    const value = await run('[await count(i % 2) for i in range(6)]', {
      externalFunctions: { count },
      intercept: async ({ name, args }, next) => {
        const key = JSON.stringify([name, args])
        if (!cache.has(key)) cache.set(key, await next())
        return cache.get(key)
      },
    })
    expect(value).toEqual([0, 1, 0, 1, 0, 1])
    expect(performed).toBe(2)
  })

  test('can answer at once, where Python needs the value', async () => {
    expect(await run('now() + 1', { externalFunctions, intercept: () => 41 })).toBe(42)
  })

  test('can refuse, with an error that Python can catch', async () => {
    const reason = Object.assign(new Error('not allowed'), { name: 'PermissionError' })
    const intercept = ({ name }: HostCall, next: () => Promise<unknown>): unknown => {
      if (name === 'add') throw reason
      return next()
    }
    const code = 'try:\n    await add(1, 2)\nexcept PermissionError as e:\n    r = str(e)\nr'
    expect(await run(code, { externalFunctions, intercept })).toBe('not allowed')
    const error = await rejection(run('await add(1, 2)', { externalFunctions, intercept }))
    expect(error.cause).toBe(reason)
  })

  test('can delay, and change what comes back', async () => {
    const value = await run('await add(1, 2)', {
      externalFunctions,
      intercept: async (_call, next) => {
        await sleep(5)
        return ((await next()) as number) * 100
      },
    })
    expect(value).toBe(300)
  })

  test('does not see names that the host does not have', async () => {
    const seen: string[] = []
    const intercept = ({ name }: HostCall, next: () => Promise<unknown>): unknown => {
      seen.push(name)
      return next()
    }
    await rejection(run('missing()', { externalFunctions, intercept }), MontyRuntimeError)
    expect(seen).toEqual([])
  })

  test('may call next more than once, or too late', async () => {
    let calls = 0
    let late!: () => Promise<unknown>
    const intercept = async (_call: HostCall, next: () => Promise<unknown>): Promise<unknown> => {
      late = next
      await next()
      return next()
    }
    const f = (): number => ++calls
    expect(await run('await f()', { externalFunctions: { f }, intercept })).toBe(2)
    expect(await late()).toBe(3)
  })
})

describe('a paused run that is driven to its end', () => {
  test('is asked for its call first, then goes on', async () => {
    const paused = atFunction(new Monty('a = f(1)\nb = await g(a)\n[a, b]').start())
    const externalFunctions = { f: (n: number) => n + 1, g: async (n: number) => n * 10 }
    expect(await runMontyAsync(paused, { externalFunctions })).toEqual([2, 20])
  })

  test('may come from bytes, its functions bound by name', async () => {
    const source =
      'import asyncio\nbase = start()\nawait asyncio.gather(*[f(base + i) for i in range(3)])'
    const bytes = atFunction(new Monty(source).start()).dump()
    const externalFunctions = { start: () => 10, f: async (n: number) => n }
    const loaded = FunctionSnapshot.load(bytes)
    expect(await runMontyAsync(loaded, { externalFunctions })).toEqual([10, 11, 12])
    const serial = await runMontyAsync(FunctionSnapshot.load(bytes), {
      externalFunctions: { start: async () => 1, f: (n: number) => n },
      concurrency: 'serial',
    })
    expect(serial).toEqual([1, 2, 3])
  })

  test.each(['none', 'process'] as const)(
    'may be driven with one call at a time, which gather still takes (isolation: %s)',
    async (isolation) => {
      let most = 0
      let running = 0
      const f = async (n: number): Promise<number> => {
        most = Math.max(most, ++running)
        await sleep(1)
        running--
        return n
      }
      const monty = new Monty('import asyncio\na = f(0)\n[a, *await asyncio.gather(f(1), f(2))]')
      const paused = atFunction(await monty.startAsync({ isolation }))
      const options = { externalFunctions: { f }, concurrency: 'serial' } as const
      expect(await runMontyAsync(paused, options)).toEqual([0, 1, 2])
      expect(most).toBe(1)
    },
  )

  test('may be at any pause but one for futures', async () => {
    const os = new Monty('import asyncio\nawait asyncio.sleep(0.001)\n1').start()
    expect(await runMontyAsync(os as never)).toBe(1)
    const name = new Monty('g = f\ng(2)').start()
    expect(await runMontyAsync(name as never, { externalFunctions: { f: (n: number) => n } })).toBe(
      2,
    )
  })

  test('can be cancelled, and printed from', async () => {
    const printed: string[] = []
    const paused = atFunction(new Monty('f()\nprint("x")\nwhile True:\n    pass').start())
    const error = await rejection(
      runMontyAsync(paused, {
        externalFunctions: { f: () => 1 },
        printCallback: (_stream, text) => printed.push(text),
        timeoutMs: 20,
      }),
    )
    expect([error.code, printed]).toEqual(['MONTY_TIMEOUT', ['x\n']])
  })

  test('whose function the host does not have gets a NameError', async () => {
    const error = await rejection(runMontyAsync(atFunction(new Monty('f()').start())))
    expect(error.message).toBe("NameError: name 'f' is not defined")
  })
})

describe('time and chance', () => {
  test('sleeps really, by default', async () => {
    const started = performance.now()
    const code = 'import time, asyncio\ntime.sleep(0.02)\nawait asyncio.sleep(0.02)'
    await run(code)
    expect(performance.now() - started).toBeGreaterThanOrEqual(38)
  })

  test('sleeps of several tasks overlap', async () => {
    const started = performance.now()
    const code =
      'import asyncio\nawait asyncio.gather(*[asyncio.sleep(0.05) for _ in range(10)])\n1'
    expect(await run(code)).toBe(1)
    expect(new Monty(code).run()).toBe(1)
    const took = performance.now() - started
    expect(took).toBeGreaterThanOrEqual(98)
    expect(took).toBeLessThan(400)
  })

  test('sleeps not at all, or as the host does', async () => {
    const started = performance.now()
    const code = 'import time, asyncio\ntime.sleep(3)\nawait asyncio.sleep(4)\n1'
    expect(await run(code, { sleep: 'instant' })).toBe(1)
    const slept: number[] = []
    expect(await run(code, { sleep: async (ms) => void slept.push(ms) })).toBe(1)
    expect(new Monty(code).run({ sleep: (ms) => void slept.push(ms) })).toBe(1)
    expect(slept).toEqual([3_000, 4_000, 3_000, 4_000])
    expect(performance.now() - started).toBeLessThan(500)
  })

  test('lets a sleep of the host fail', async () => {
    const reason = new Error('restless')
    const sleepless = async (): Promise<void> => {
      throw reason
    }
    const error = await rejection(run('import time\ntime.sleep(1)', { sleep: sleepless }))
    expect(error.cause).toBe(reason)
  })

  const now =
    'import time\nfrom datetime import date, datetime, timezone\n' +
    '[time.time(), str(datetime.now()), str(datetime.now(timezone.utc)), str(date.today())]'

  test('has the system’s clock by default', async () => {
    const [seconds] = (await run(now)) as [number]
    expect(Math.abs(seconds * 1_000 - Date.now())).toBeLessThan(2_000)
  })

  test('has a fixed clock when told to', async () => {
    const clock = new Date('2025-03-14T01:02:03.456Z')
    const expected = [
      clock.getTime() / 1_000,
      '2025-03-14 01:02:03.456000',
      '2025-03-14 01:02:03.456000+00:00',
      '2025-03-14',
    ]
    expect(await run(now, { clock })).toEqual(expected)
    expect(new Monty(now).run({ clock })).toEqual(expected)
    expect(await run(now, { clock: () => clock })).toEqual(expected)
    expect(new Monty(now).run({ clock: () => clock })).toEqual(expected)
  })

  test('asks a clock of the host each time', async () => {
    let ms = 0
    const clock = (): Date => new Date((ms += 1_000))
    const code = 'import time\n[time.time(), time.time(), time.time()]'
    expect(await run(code, { clock })).toEqual([1, 2, 3])
  })

  test('is in the time zone it is told', async () => {
    const code = 'from datetime import datetime\nstr(datetime.now())'
    const clock = new Date('2025-07-01T12:00:00Z')
    expect(await run(code, { clock, timeZone: 'Europe/Paris' })).toBe('2025-07-01 14:00:00')
    expect(await run(code, { clock: () => clock, timeZone: 'Europe/Paris' })).toBe(
      '2025-07-01 14:00:00',
    )
    expect(await run(code, { clock })).toBe('2025-07-01 12:00:00')
  })

  test('repeats chance with a seed', async () => {
    const code = 'import random\n[random.random(), random.randint(1, 10**9), random.choice("abc")]'
    for (const seed of [1, 2n ** 70n, 'seed']) {
      const first = await run(code, { random: { seed } })
      expect(await run(code, { random: { seed } })).toEqual(first)
      expect(new Monty(code).run({ random: { seed } })).toEqual(first)
    }
    const seeded = await run(code, { random: { seed: 1 } })
    expect(await run(code, { random: { seed: 2 } })).not.toEqual(seeded)
    expect(await run(code)).not.toEqual(await run(code))
  })

  test('seeds as CPython does', async () => {
    const code = 'import random\nrandom.random()'
    expect(await run(code, { random: { seed: 42 } })).toBe(0.6394267984578837)
  })

  test('works where it is told', async () => {
    const code = 'from pathlib import Path\nstr(Path.cwd())'
    expect(await run(code, { cwd: '/work/here' })).toBe('/work/here')
    expect(await run(code)).toBe('/')
  })
})
