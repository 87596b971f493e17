import { AsyncLocalStorage } from 'node:async_hooks'
import { afterAll, describe, expect, it } from 'vitest'
import {
  FunctionSnapshot,
  Monty,
  MontyPool,
  MontyRuntime,
  MontySession,
  type RunAsyncOptions,
  runMontyAsync,
  tool,
} from '../../src/index.js'

const user = new AsyncLocalStorage<string>()
const users = (count: number): string[] => Array.from({ length: count }, (_, at) => `user ${at}`)
const soon = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

const pool = await MontyPool.create({ maxWorkers: 2 })
afterAll(() => pool.close())

/** Notes whose context a callback ran in. */
class Seen {
  readonly by = new Map<string, Set<string | undefined>>()

  note(callback: string): string {
    const now = user.getStore()
    const seen = this.by.get(callback) ?? new Set()
    this.by.set(callback, seen.add(now))
    return now ?? 'nobody'
  }

  get all(): Record<string, Array<string | undefined>> {
    return Object.fromEntries([...this.by].map(([name, seen]) => [name, [...seen]]))
  }
}

/** What each callback should have seen: one user. */
const only = (name: string, ...names: string[]): Record<string, string[]> =>
  Object.fromEntries(names.map((callback) => [callback, [name]]))

const everything = `
import os, time, asyncio
for i in range(30000): pass
print('hello')
time.sleep(0.001)
a = await later()
for i in range(30000): pass
b = at_once()
print('more')
os.getenv('NAME')
c, d = await asyncio.gather(later(), later())
for i in range(30000): pass
await asyncio.sleep(0.001)
e = await declared()
print('end')
[a, b, c, d, e, at_once()]
`

function callbacks(seen: Seen): RunAsyncOptions {
  return {
    externalFunctions: {
      at_once: () => seen.note('function'),
      later: async () => {
        const before = seen.note('function')
        await soon(1)
        return before === seen.note('after await') ? before : 'changed'
      },
      declared: tool({ input: { type: 'object' }, execute: async () => seen.note('tool') }),
    },
    printCallback: () => void seen.note('print'),
    intercept: (_call, next) => {
      seen.note('intercept')
      return next()
    },
    os: () => {
      seen.note('os')
      return 'value'
    },
    sleep: async () => {
      seen.note('sleep')
      await soon(1)
    },
  }
}
const called = ['function', 'after await', 'tool', 'print', 'intercept', 'os', 'sleep']

describe.each([
  ['in this process', undefined],
  ['isolated', pool],
])('callbacks %s are made in the context of their own run', (_name, isolation) => {
  const isolated = isolation === undefined ? {} : { isolation }

  it('for functions, tools, printing, interceptors, the operating system and sleeps', async () => {
    const monty = new Monty(everything)
    const check = (name: string): Promise<void> =>
      user.run(name, async () => {
        const seen = new Seen()
        const result = await runMontyAsync(monty, { ...callbacks(seen), ...isolated })
        expect(result).toEqual([name, name, name, name, name, name])
        expect(seen.all).toEqual(only(name, ...called))
      })
    await Promise.all(users(10).map(check))
  })

  it('as the example of three users shows', async () => {
    const monty = new Monty('await who()')
    const who = async (): Promise<string | undefined> => user.getStore()
    const runs = ['ann', 'bob', 'cem'].map((name) =>
      user.run(name, () => runMontyAsync(monty, { ...isolated, externalFunctions: { who } })),
    )
    expect(await Promise.all(runs)).toEqual(['ann', 'bob', 'cem'])
  })

  it('for runs that compute while others do', async () => {
    const who = (): string | undefined => user.getStore()
    const plain = new Monty(
      'for i in range(100000): pass\nx = who()\nfor i in range(100000): pass\n[x, who()]',
    )
    const results = users(6).map((name) =>
      user.run(name, () => runMontyAsync(plain, { ...isolated, externalFunctions: { who } })),
    )
    expect(await Promise.all(results)).toEqual(users(6).map((name) => [name, name]))
  })

  it('for a paused run in the context that it was resumed in', async () => {
    const monty = new Monty(
      'x = first()\nfor i in range(100000): pass\n[x, await who(), await who(), await who()]',
    )
    const who = async (): Promise<string | undefined> => {
      await soon(1)
      return user.getStore()
    }
    const resume = (name: string): Promise<unknown> =>
      user.run(`${name} who started`, async () => {
        const paused = await monty.startAsync(isolated)
        if (!(paused instanceof FunctionSnapshot)) throw new Error('it should have paused')
        return user.run(name, () =>
          runMontyAsync(paused, { externalFunctions: { first: () => user.getStore(), who } }),
        )
      })
    expect(await Promise.all(users(5).map(resume))).toEqual(
      users(5).map((name) => [name, name, name, name]),
    )
  })

  it('for the feeds of a session, each in its own', async () => {
    const run = async (name: string): Promise<void> => {
      const session = new MontySession({
        ...isolated,
        externalFunctions: { who: async () => (await soon(1), user.getStore()) },
      })
      const feed = (one: string): Promise<unknown> =>
        user.run(one, () =>
          session.feedAsync('for i in range(50000): pass\n[await who(), await who()]'),
        )
      expect(await feed(`${name} first`)).toEqual([`${name} first`, `${name} first`])
      expect(await feed(`${name} then`)).toEqual([`${name} then`, `${name} then`])
      session.dispose()
    }
    await Promise.all(users(5).map(run))
  })

  it('for what is printed when somebody else aborts the run', async () => {
    const seen = new Seen()
    const controller = new AbortController()
    const run = user.run('owner', () =>
      runMontyAsync(new Monty("print('unfinished', end='')\nawait wait()"), {
        ...isolated,
        signal: controller.signal,
        printBuffering: 'line',
        printCallback: () => void seen.note('print'),
        externalFunctions: { wait: () => new Promise(() => {}) },
      }),
    )
    await soon(isolation === undefined ? 20 : 100)
    user.run('somebody else', () => controller.abort())
    await expect(run).rejects.toMatchObject({ code: 'MONTY_ABORTED' })
    expect(seen.all).toEqual(only('owner', 'print'))
  })
})

describe.each([
  ['in this process', 'none' as const],
  ['isolated', pool],
])('a runtime %s calls back in the context of each execution', (_name, isolation) => {
  const seen = (): string => user.getStore() ?? 'nobody'
  const tools = {
    who: tool({
      input: { type: 'object' },
      execute: async () => {
        await soon(1)
        return seen()
      },
    }),
    pay: tool({
      input: { type: 'object', properties: { amount: { type: 'number' } } },
      needsApproval: () => {
        asked.push(seen())
        return true
      },
      execute: async () => seen(),
    }),
    nested: tool({
      input: { type: 'object' },
      execute: async (_input, context) => {
        const outcome = await context.subExecute(
          'for i in range(50000): pass\n[await who(), await who()]',
        )
        return outcome.status === 'ok' ? outcome.value : [outcome.status]
      },
    }),
  }
  let asked: string[] = []
  const events: string[] = []
  const runtime = new MontyRuntime({
    tools,
    isolation,
    snapshots: { key: 'a secret of thirty-two bytes, no less' },
    extensions: [
      { name: 'listener', onEvent: ({ type }) => void events.push(`${type} ${seen()}`) },
    ],
  })
  afterAll(() => runtime.close())

  it('for tools, and for Python inside them', async () => {
    const code = 'for i in range(50000): pass\n[await who(), await who(), await nested()]'
    const runs = users(8).map((name) => user.run(name, () => runtime.execute(code).value()))
    expect(await Promise.all(runs)).toEqual(users(8).map((name) => [name, name, [name, name]]))
  })

  it('for approvals: who is asked, and who pays', async () => {
    asked = []
    const code = 'x = await who()\ny = await pay(amount=1)\n[x, y, await who()]'
    const runs = users(6).map((name) =>
      user.run(name, async () => {
        const outcome = await runtime.execute(code).outcome
        if (outcome.status !== 'paused') throw new Error(outcome.status)
        const { token, pending } = outcome
        const approve = { callId: pending[0]!.callId, action: 'approve' as const }
        return user.run(`${name}, approved`, () => runtime.resume(token, [approve]).value())
      }),
    )
    const expected = users(6).map((name) => [name, `${name}, approved`, `${name}, approved`])
    expect(await Promise.all(runs)).toEqual(expected)
    expect(new Set(asked)).toEqual(new Set(users(6)))
  })

  it('for listeners of events', async () => {
    events.length = 0
    await Promise.all(
      ['ann', 'bob'].map((name) =>
        user.run(name, () => runtime.execute('print(await who())').value()),
      ),
    )
    const of = (name: string): string[] => events.filter((event) => event.endsWith(name))
    const all = ['start', 'call', 'result', 'stdout', 'done']
    expect(of('ann')).toEqual(all.map((type) => `${type} ann`))
    expect(of('bob')).toEqual(all.map((type) => `${type} bob`))
    expect(events).toHaveLength(2 * all.length)
  })
})

it('a worker keeps nothing of the run that started it', async () => {
  const alone = await user.run('first', () => MontyPool.create({ maxWorkers: 1 }))
  const who = async (): Promise<string | undefined> => user.getStore()
  const monty = new Monty('await who()')
  const of = (name: string): Promise<unknown> =>
    user.run(name, () => runMontyAsync(monty, { isolation: alone, externalFunctions: { who } }))
  expect(await Promise.all([of('second'), of('third')])).toEqual(['second', 'third'])
  expect(await runMontyAsync(monty, { isolation: alone, externalFunctions: { who } })).toBe(null)
  await alone.close()
})
