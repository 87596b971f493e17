import {
  FunctionSnapshot,
  FutureSnapshot,
  MemoryFileSystem,
  Monty,
  MontyComplete,
  type MontyProgress,
  MontySession,
  MontyUsageError,
  OsSnapshot,
  PausedRun,
  PyFloat,
  type RunAsyncOptions,
  runMontyAsync,
} from 'monty-node'
import { describe, expect, it } from 'vitest'

const clock = new Date('2024-05-06T07:08:09.123Z')
const places = [{ isolation: 'none' }, { isolation: 'process' }] as const

/** Asks for everything that differs from run to run, before and after host calls. */
const capricious = `
import asyncio, datetime, os, random, time
def now():
    return [time.time(), str(datetime.datetime.now()), str(datetime.date.today()), str(datetime.datetime.now(datetime.timezone.utc))]
log = [now(), random.random(), random.sample(range(1000), 5)]
rows = [fetch(n) for n in range(3)]
log += [rows, random.gauss(0, 1), random.choice('abcdef'), now()]
with open('/log', 'w') as f:
    f.write(str(random.random()))
letters = list('abcdefghij')
random.shuffle(letters)
log += [fetch(9), ''.join(letters), now(), os.stat('/log').st_mtime, open('/log').read()]
log += [sorted({'x', 'y', 'z'}), hash('text') == hash('text'), random.getrandbits(100)]
repr(log)`
const fixed = { clock, timeZone: 'America/New_York', random: { seed: 2024 } } as const
const fetched = (n: number): unknown => ({ n, at: 'recorded' })

const whole = (options: RunAsyncOptions = {}): Promise<unknown> =>
  runMontyAsync(new Monty(capricious), {
    ...fixed,
    ...options,
    files: new MemoryFileSystem(),
    externalFunctions: { fetch: fetched },
  })

describe('a run with a fixed clock, a seed and recorded results', () => {
  it.each(places)('repeats itself bit for bit, $isolation', async (place) => {
    const first = await whole(place)
    expect(await whole(place)).toBe(first)
    expect(await whole()).toBe(first)
    expect(await whole({ ...place, random: { seed: 2025 } })).not.toBe(first)
  })

  it('repeats itself bit for bit when it is dumped and loaded at every call', async () => {
    const monty = new Monty(capricious)
    let progress: MontyProgress = monty.start({ ...fixed, files: new MemoryFileSystem() })
    let calls = 0
    while (progress instanceof FunctionSnapshot) {
      const loaded = FunctionSnapshot.load(progress.dump())
      progress = loaded.resume({ returnValue: fetched(loaded.args[0] as number) })
      calls++
    }
    expect(calls).toBe(4)
    expect((progress as MontyComplete).output).toBe(await whole())
  })

  it('repeats itself bit for bit when it goes on in a worker process', async () => {
    const monty = new Monty(capricious)
    const call = monty.start({ ...fixed, files: new MemoryFileSystem() }) as FunctionSnapshot
    const loaded = PausedRun.load(call.dump())
    const options = { externalFunctions: { fetch: fetched }, isolation: 'process' } as const
    expect(await runMontyAsync(loaded, options)).toBe(await whole())
  })

  it('repeats itself bit for bit with calls that are promised', async () => {
    const code = `
import asyncio, random
async def one(n):
    value = await fetch(n)
    return [value, random.random()]
repr(await asyncio.gather(*[one(n) for n in range(3)]))`
    const monty = new Monty(code)
    const finish = (load: (progress: MontyProgress) => MontyProgress): unknown => {
      const asked: Array<[number, number]> = []
      let progress: MontyProgress = monty.start(fixed)
      for (;;) {
        if (!(progress instanceof MontyComplete)) progress = load(progress)
        if (progress instanceof FunctionSnapshot) {
          asked.push([progress.callId, progress.args[0] as number])
          progress = progress.resume({ future: true })
        } else if (progress instanceof FutureSnapshot) {
          progress = progress.resume(asked.map(([callId, n]) => ({ callId, returnValue: n * 10 })))
        } else {
          return (progress as MontyComplete).output
        }
      }
    }
    const reloaded = (progress: MontyProgress): MontyProgress =>
      PausedRun.load((progress as FunctionSnapshot).dump()) as MontyProgress
    expect(finish(reloaded)).toBe(finish((progress) => progress))
  })

  it('continues the numbers and the clock of a session that goes on as bytes', () => {
    const code = 'import random, time\n[random.random(), time.time()]'
    using session = new MontySession(fixed)
    const first = session.feed(code)
    using loaded = MontySession.load(session.dump())
    const second = session.feed(code)
    expect(loaded.feed(code)).toEqual(second)
    expect(second).not.toEqual(first)
    using again = new MontySession(fixed)
    expect([again.feed(code), again.feed(code)]).toEqual([first, second])
  })
})

describe('a seed', () => {
  const code = 'import random\n[random.random(), random.randint(1, 100)]'

  // What CPython 3.11 gives after random.seed(seed).
  it.each<[unknown, unknown[]]>([
    [1.5, [0.551763726942059, 33]],
    [new PyFloat(2), [0.9560342718892494, 8]],
    [-0.25, [0.8538447723761984, 26]],
    [Buffer.from('ab'), [0.5529343013539839, 91]],
    [new Uint8Array([0, 255]), [0.09579186693672392, 46]],
  ])('may be a float or bytes, as in CPython: %o', async (seed, numbers) => {
    for (const place of places) {
      const run = new Monty(code).runAsync({ ...place, random: { seed: seed as number } })
      expect(await run).toEqual(numbers)
    }
  })

  it.each([[Number.NaN], [Infinity], [null], [[1]], [{}]])('is refused otherwise: %o', (seed) => {
    expect(() => new Monty('1').run({ random: { seed: seed as never } })).toThrow(
      'random.seed must be a number, a bigint, a string or bytes',
    )
  })
})

describe('the time zone', () => {
  const code = 'from datetime import datetime, date\n[str(datetime.now()), str(date.today())]'
  const late = new Date('2024-12-31T23:30:00Z')

  it.each([
    ['UTC', '2024-12-31 23:30:00', '2024-12-31'],
    ['Europe/Paris', '2025-01-01 00:30:00', '2025-01-01'],
    ['Asia/Kolkata', '2025-01-01 05:00:00', '2025-01-01'],
    ['America/Los_Angeles', '2024-12-31 15:30:00', '2024-12-31'],
    ['+05:30', '2025-01-01 05:00:00', '2025-01-01'],
    ['-03:00', '2024-12-31 20:30:00', '2024-12-31'],
    ['+00:00', '2024-12-31 23:30:00', '2024-12-31'],
  ])('is by name, or as an offset: %s', async (timeZone, now, today) => {
    for (const place of places) {
      for (const given of [late, () => late]) {
        const run = new Monty(code).runAsync({ ...place, clock: given, timeZone })
        expect(await run).toEqual([now, today])
      }
    }
  })

  it('as an offset is what astimezone() attaches', () => {
    const attached =
      'from datetime import datetime\nd = datetime.now().astimezone()\n[d.isoformat(), d.tzname()]'
    const at = (timeZone: string): unknown => new Monty(attached).run({ clock: late, timeZone })
    expect(at('+05:30')).toEqual(['2025-01-01T05:00:00+05:30', 'UTC+05:30'])
    expect(at('-03:00')).toEqual(['2024-12-31T20:30:00-03:00', 'UTC-03:00'])
  })

  it.each(['+5', '+24:00', '+05:60', '0530', '+05:30:00', '-1:00', 'Mars/Olympus', ''])(
    'is refused when there is none: %j',
    (timeZone) => {
      expect(() => new Monty('1').run({ timeZone })).toThrow(MontyUsageError)
    },
  )

  it('knows summer from winter', () => {
    const at = (instant: string): unknown =>
      new Monty('from datetime import datetime\ndatetime.now().hour').run({
        clock: new Date(instant),
        timeZone: 'Europe/Paris',
      })
    expect([at('2024-01-15T12:00:00Z'), at('2024-07-15T12:00:00Z')]).toEqual([13, 14])
  })
})

describe('sleeps', () => {
  const both = 'import asyncio, time\ntime.sleep(0.05)\nawait asyncio.sleep(0.05)\n"rested"'
  const tookMs = async (run: () => unknown): Promise<[unknown, number]> => {
    const began = performance.now()
    return [await run(), performance.now() - began]
  }

  it.each(places)(
    'are real by default, without holding the event loop, $isolation',
    async (place) => {
      let ticks = 0
      const timer = setInterval(() => ticks++, 5)
      const [value, ms] = await tookMs(() => new Monty(both).runAsync(place))
      clearInterval(timer)
      expect(value).toBe('rested')
      expect(ms).toBeGreaterThan(95)
      expect(ticks).toBeGreaterThan(8)
    },
  )

  it('are real in synchronous runs, which wait', async () => {
    const [value, ms] = await tookMs(() => new Monty(both).run())
    expect(value).toBe('rested')
    expect(ms).toBeGreaterThan(95)
  })

  it('are side by side where Python sleeps so', async () => {
    const code = 'import asyncio\nawait asyncio.gather(*[asyncio.sleep(0.1) for _ in range(20)])\n1'
    for (const run of [() => new Monty(code).run(), () => new Monty(code).runAsync()]) {
      const [value, ms] = await tookMs(run)
      expect(value).toBe(1)
      expect(ms).toBeGreaterThan(95)
      expect(ms).toBeLessThan(1_000)
    }
  })

  it('take no time when they are instant, and count all the same', async () => {
    const code = 'import asyncio, time\ntime.sleep(4)\nawait asyncio.sleep(4)\n"rested"'
    for (const place of places) {
      const [value, ms] = await tookMs(() =>
        new Monty(code).runAsync({ ...place, sleep: 'instant' }),
      )
      expect(value).toBe('rested')
      expect(ms).toBeLessThan(2_000)
    }
    expect(new Monty(code).run({ sleep: 'instant' })).toBe('rested')
    const limits = { maxTotalSleepMs: 5_000 }
    expect(() => new Monty(code).run({ sleep: 'instant', limits })).toThrow(/sleep/)
  })

  it.each(places)('are the host’s when it has a function for them, $isolation', async (place) => {
    const slept: number[] = []
    const sleep = async (ms: number): Promise<void> => void slept.push(ms)
    expect(await new Monty(both).runAsync({ ...place, sleep })).toBe('rested')
    expect(slept).toEqual([50, 50])
  })

  it('may move the clock of the host on', async () => {
    let now = clock.getTime()
    const code = 'import time\nbefore = time.time()\ntime.sleep(3)\ntime.time() - before'
    const options = {
      clock: () => new Date(now),
      sleep: (ms: number) => void (now += ms),
    }
    expect(new Monty(code).run(options)).toBe(3)
    expect(await new Monty(code).runAsync(options)).toBe(3)
  })

  it('end when the run is ended', async () => {
    const controller = new AbortController()
    const running = new Monty('import time\ntime.sleep(9)').runAsync({ signal: controller.signal })
    setTimeout(() => controller.abort(), 10)
    const [, ms] = await tookMs(() => running.catch(() => undefined))
    expect(ms).toBeLessThan(1_000)
  })

  it('are the caller’s in a stepped run', () => {
    const call = new Monty('import time\ntime.sleep(2)\n"rested"').start()
    expect((call as OsSnapshot).args).toEqual([2])
    const end = (call as OsSnapshot).resume({ returnValue: null })
    expect((end as MontyComplete).output).toBe('rested')
  })
})
