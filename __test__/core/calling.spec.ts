import { describe, expect, test } from 'vitest'
import {
  FutureSnapshot,
  type HostFunction,
  Monty,
  MontyComplete,
  MontyError,
  MontySession,
  type PausedRun,
  type RunAsyncOptions,
  runMontyAsync,
} from 'monty-node'

/*
 * Every way in which Python can call a host function, for every way of running. What happens is
 * what CPython would do if a synchronous host function were a plain `def` and one that returns a
 * promise an `async def`, except that `await f()` also takes a value that is at hand while no other
 * task runs, and that serially every function is as a plain `def` that takes its time, or as an
 * `async def` where the source wants something to await.
 */

type Kind = 'sync' | 'async'
type Use = 'bare' | 'await' | 'gather' | 'await in a task'
type Concurrency = NonNullable<RunAsyncOptions['concurrency']>

const programs: Record<Use, string> = {
  bare: 'f(1)',
  await: 'await f(1)',
  gather: 'import asyncio\nawait asyncio.gather(f(1), f(2))',
  'await in a task': `
import asyncio
async def task(n):
    return await f(n)
await asyncio.gather(task(1), task(2))`,
}

const functions: Record<Kind, HostFunction> = {
  sync: (n: number) => n * 10,
  async: async (n: number) => n * 10,
}

const asyncOnly = 'MONTY_ASYNC_ONLY'
const notAwaitable = "TypeError: 'int' object can't be awaited"
const notFutures = 'TypeError: An asyncio.Future, a coroutine or an awaitable is required'
const coroutine = /^<coroutine external_future\(\d+\)>$/

/** What comes of each use: a value, or a text for an error's code or message. */
type Outcomes = Record<Use, unknown>

const ofValues: Outcomes = {
  bare: 10,
  await: 10,
  gather: notFutures,
  'await in a task': notAwaitable,
}
const ofPromises: Outcomes = {
  bare: expect.stringMatching(coroutine),
  await: 10,
  gather: [10, 20],
  'await in a task': [10, 20],
}
/** A result that is a coroutine says that nobody awaited it. */
const ofPromisesDriven: Outcomes = {
  ...ofPromises,
  bare: 'TypeError: the result is a coroutine that was never awaited: write await before the last call',
}
const refusedPromises: Outcomes = {
  bare: asyncOnly,
  await: asyncOnly,
  gather: asyncOnly,
  'await in a task': asyncOnly,
}
/** A value, or an awaitable where the source wants one. */
const ofSerial: Outcomes = {
  bare: 10,
  await: 10,
  gather: [10, 20],
  'await in a task': [10, 20],
}

type Way = (code: string, f: HostFunction) => unknown

/** Answers each call with what the host function returns, at each pause. */
async function byHand(
  start: (code: string) => unknown,
  code: string,
  f: HostFunction,
): Promise<unknown> {
  const pending = new Map<number, unknown>()
  let progress = start(code) as PausedRun | MontyComplete
  while (!(progress instanceof MontyComplete)) {
    if (progress instanceof FutureSnapshot) {
      const answers = progress.pendingCallIds.map(async (callId) => ({
        callId,
        returnValue: await pending.get(callId),
      }))
      progress = progress.resume(await Promise.all(answers))
      continue
    }
    const call = progress as never as {
      callId: number
      args: unknown[]
      resume(answer: object): PausedRun | MontyComplete
    }
    const result = f(...call.args)
    if (result instanceof Promise) {
      pending.set(call.callId, result)
      progress = call.resume({ future: true })
    } else {
      progress = call.resume({ returnValue: result })
    }
  }
  return progress.output
}

const ways: Record<string, { way: Way; sync: Outcomes; async: Outcomes }> = {
  run: {
    way: (code, f) => new Monty(code).run({ externalFunctions: { f } }),
    sync: ofValues,
    async: refusedPromises,
  },
  'runAsync, concurrent': {
    way: async (code, f) => runMontyAsync(new Monty(code), options(f, 'concurrent')),
    sync: ofValues,
    async: ofPromisesDriven,
  },
  'runAsync, serial': {
    way: async (code, f) => runMontyAsync(new Monty(code), options(f, 'serial')),
    sync: ofSerial,
    async: ofSerial,
  },
  // Stepped by hand, a value answers as a value, also where Python awaits it at once.
  start: {
    way: async (code, f) => byHand((source) => new Monty(source).start(), code, f),
    sync: { ...ofValues, await: notAwaitable },
    async: ofPromises,
  },
  'session.feed': {
    way: (code, f) => new MontySession({ externalFunctions: { f } }).feed(code),
    sync: ofValues,
    async: refusedPromises,
  },
  'session.feedAsync, concurrent': {
    way: async (code, f) => new MontySession().feedAsync(code, options(f, 'concurrent')),
    sync: ofValues,
    async: ofPromisesDriven,
  },
  'session.feedAsync, serial': {
    way: async (code, f) => new MontySession().feedAsync(code, options(f, 'serial')),
    sync: ofSerial,
    async: ofSerial,
  },
  'session.feedStart': {
    way: async (code, f) => byHand((source) => new MontySession().feedStart(source), code, f),
    sync: { ...ofValues, await: notAwaitable },
    async: ofPromises,
  },
}

function options(f: HostFunction, concurrency: Concurrency): RunAsyncOptions {
  return { externalFunctions: { f }, concurrency }
}

/** The value, the code of an error that is not Python's, or the message of one that is. */
async function outcomeOf(way: Way, code: string, f: HostFunction): Promise<unknown> {
  try {
    const value = await way(code, f)
    return Array.isArray(value) || typeof value === 'number' ? value : String(value)
  } catch (error) {
    if (!(error instanceof MontyError)) throw error
    return error.code === 'MONTY_RUNTIME' ? error.message : error.code
  }
}

describe.each(Object.entries(ways))('%s: a host function', (_name, { way, ...expected }) => {
  const cells = (['sync', 'async'] as const).flatMap((kind) =>
    (Object.keys(programs) as Use[]).map((use) => ({ kind, use })),
  )
  test.each(cells)('that is $kind, used: $use', async ({ kind, use }) => {
    expect(await outcomeOf(way, programs[use], functions[kind])).toEqual(expected[kind][use])
  })
})

test.each([
  ['an async function of its own', 'async def main():\n    return 1\nmain()'],
  ['one that calls the host', 'async def main():\n    return await f(1)\nmain()'],
  ['a call of the host', 'x = 1\nf(x)'],
])('a program whose last call nobody awaited has failed: %s', async (_what, code) => {
  for (const isolation of ['none', 'process'] as const) {
    const run = new Monty(code).runAsync({ externalFunctions: { f: functions.async }, isolation })
    expect(String(await run.catch((error: unknown) => error))).toBe(
      'MontyRuntimeError: TypeError: the result is a coroutine that was never awaited: write await before the last call',
    )
  }
})
