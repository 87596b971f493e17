// The examples that guides of comparable libraries open with, written for this one.
import {
  dispatch,
  hostObject,
  MemoryFileSystem,
  Monty,
  MontySession,
  MontyValueError,
  NOT_HANDLED,
  type PyPath,
  PyDate,
  PyDateTime,
  PyDecimal,
  PyFloat,
  PyTimeDelta,
  PyTuple,
  runMontyAsync,
  tool,
} from 'monty-node'
import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { caught } from '../support/caught.js'

describe('inputs', () => {
  const describeInput = new Monty('type(x).__name__ + " " + repr(x)', { inputs: ['x'] })

  it.each<[unknown, string]>([
    [null, 'NoneType None'],
    [undefined, 'NoneType None'],
    [true, 'bool True'],
    [42, 'int 42'],
    [2n ** 70n, 'int 1180591620717411303424'],
    [1.5, 'float 1.5'],
    [new PyFloat(2), 'float 2.0'],
    ['text', "str 'text'"],
    [[1, 'a', null], "list [1, 'a', None]"],
    [new PyTuple(1, 2), 'tuple (1, 2)'],
    [{ a: { b: [1] } }, "dict {'a': {'b': [1]}}"],
    [new Map<unknown, unknown>([[1, 'one']]), "dict {1: 'one'}"],
    [new Set([1]), 'set {1}'],
    [Buffer.from('hi'), "bytes b'hi'"],
    [new Uint8Array([1]), "bytes b'\\x01'"],
    [new Float64Array([1, 2.5]), 'list [1.0, 2.5]'],
    [new PyDate(2024, 5, 6), 'date datetime.date(2024, 5, 6)'],
    [
      new Date(Date.UTC(2024, 4, 6)),
      'datetime datetime.datetime(2024, 5, 6, 0, 0, tzinfo=datetime.timezone.utc)',
    ],
    [
      new PyTimeDelta({ days: 1, seconds: 2, microseconds: 0 }),
      'timedelta datetime.timedelta(days=1, seconds=2)',
    ],
    [new PyDecimal('1.20'), "Decimal Decimal('1.20')"],
  ])('of every kind become Python: %o', (x, expected) => {
    expect(describeInput.run({ inputs: { x } })).toBe(expected)
  })

  it.each<[string, unknown]>([
    ['a function', () => 1],
    ['a symbol', Symbol('s')],
    ['a promise', Promise.resolve(1)],
    ['a regular expression', /x/],
    ['a weak map', new WeakMap()],
  ])('that have no counterpart are refused at once, with their place: %s', (_what, value) => {
    const run = (): unknown => describeInput.run({ inputs: { x: { rows: [{ bad: value }] } } })
    expect(caught(run, MontyValueError).path).toBe('inputs.x.rows[0].bad')
  })

  it('that contain themselves are refused at once', () => {
    const loop: unknown[] = []
    loop.push(loop)
    expect(() => describeInput.run({ inputs: { x: loop } })).toThrow(MontyValueError)
  })

  it('come back in kind', () => {
    const code =
      'from datetime import datetime, timezone\nfrom decimal import Decimal\n' +
      '[(1, 2), {1: 2}, {3}, b"x", datetime(2024, 5, 6, tzinfo=timezone.utc), Decimal("1.20"), 2**70]'
    const [tuple, dict, set, bytes, instant, decimal, big] = new Monty(code).run() as unknown[]
    expect(tuple).toEqual(new PyTuple(1, 2))
    expect(dict).toEqual(new Map([[1, 2]]))
    expect(set).toEqual(new Set([3]))
    expect(bytes).toEqual(Buffer.from('x'))
    expect((instant as PyDateTime).toDate()).toEqual(new Date(Date.UTC(2024, 4, 6)))
    expect(decimal).toEqual(new PyDecimal('1.20'))
    expect(big).toBe(2n ** 70n)
  })
})

describe('state', () => {
  it('is fresh in every run of a program', () => {
    const monty = new Monty('seen = []\nseen.append(n)\nseen', { inputs: ['n'] })
    expect(monty.run({ inputs: { n: 1 } })).toEqual([1])
    expect(monty.run({ inputs: { n: 2 } })).toEqual([2])
  })

  it('is shared by the feeds of a session', () => {
    using session = new MontySession()
    session.feed('seen = []')
    session.feed('seen.append(n)', { inputs: { n: 1 } })
    expect(session.feed('seen + [n]')).toEqual([1, 1])
  })
})

describe('a tool that runs scripts', () => {
  const scripts: Record<string, { code: string; inputs: string[] }> = {
    'greet.py': { code: "f'Hello {name}' * times", inputs: ['name', 'times'] },
  }
  const run_script = tool({
    description: 'Runs a script from the library and returns its value.',
    input: {
      type: 'object',
      properties: { path: { type: 'string' }, inputs: { type: 'object' } },
      required: ['path'],
    },
    execute: async ({ path, inputs = {} }: { path: string; inputs?: Record<string, unknown> }) => {
      const script = scripts[path]
      if (script === undefined) {
        throw Object.assign(new Error(`no script ${path}`), { name: 'FileNotFoundError' })
      }
      return new Monty(script.code, { inputs: script.inputs }).runAsync({ inputs })
    },
  })
  const run = (code: string): Promise<unknown> =>
    runMontyAsync(new Monty(code), { externalFunctions: { run_script } })

  it('gives the value of the script', async () => {
    const code = "await run_script('greet.py', inputs={'name': 'Ada', 'times': 2})"
    expect(await run(code)).toBe('Hello AdaHello Ada')
  })

  it.each([
    ["await run_script('none.py')", 'FileNotFoundError: no script none.py'],
    ['await run_script(5)', "TypeError: run_script() argument 'path' must be a string, not int"],
    ['await run_script()', "TypeError: run_script() missing 1 required argument: 'path'"],
    [
      "await run_script('greet.py', input={})",
      "TypeError: run_script() got an unexpected keyword argument 'input'",
    ],
    [
      "await run_script('greet.py', inputs=[1])",
      "TypeError: run_script() argument 'inputs' must be a dict, not list",
    ],
    ["await run_script('greet.py', inputs={'name': 'Ada'})", 'inputs.times missing'],
    [
      "await run_script('greet.py', inputs={'name': 'A', 'times': 1, 'x': 2})",
      'inputs.x is not declared',
    ],
  ])('tells Python what is wrong: %s', async (code, message) => {
    await expect(run(code)).rejects.toThrow(message)
  })

  it('runs Python inside Python, each with limits of its own', async () => {
    const evaluate = tool({
      input: { type: 'object', properties: { code: { type: 'string' } }, required: ['code'] },
      execute: ({ code }: { code: string }, { signal }) =>
        new Monty(code).runAsync({ signal, limits: { maxDurationMs: 100 } }),
    })
    const monty = new Monty(
      "import asyncio\nawait asyncio.gather(evaluate('6 * 7'), evaluate('sum(range(10))'))",
    )
    expect(await monty.runAsync({ externalFunctions: { evaluate } })).toEqual([42, 45])
    const spin = new Monty(
      "try:\n    await evaluate('while True: pass')\nexcept Exception as e:\n    r = str(e)\nr",
    )
    expect(await spin.runAsync({ externalFunctions: { evaluate } })).toMatch(/time limit/)
  })
})

describe('named arguments', () => {
  const seen: unknown[] = []
  const functions = dispatch(
    (name, args) => {
      seen.push([name, args])
      return Object.keys(args).length
    },
    { search: ['query', 'limit'], ping: [] },
  )

  it('reach one handler of many functions by name', async () => {
    const monty = new Monty(
      "[search('tea', 3), search('tea', limit=4), search(query='x', page=2), ping()]",
    )
    expect(await monty.runAsync({ externalFunctions: functions })).toEqual([2, 2, 2, 0])
    expect(seen).toEqual([
      ['search', { query: 'tea', limit: 3 }],
      ['search', { query: 'tea', limit: 4 }],
      ['search', { query: 'x', page: 2 }],
      ['ping', {}],
    ])
  })

  it('are refused when there are too many', async () => {
    const run = new Monty("search('a', 1, 2)").runAsync({ externalFunctions: functions })
    await expect(run).rejects.toThrow('search() takes 2 positional arguments but 3 were given')
  })
})

describe('files through a callback', () => {
  it('are read and looked for by pathlib', () => {
    const files: Record<string, string> = { '/data/a.txt': 'alpha' }
    const os = (name: string, [path]: readonly unknown[]): unknown => {
      const text = files[(path as PyPath).path]
      switch (name) {
        case 'Path.exists':
          return text !== undefined
        case 'Path.read_text':
          if (text === undefined)
            throw Object.assign(new Error('gone'), { name: 'FileNotFoundError' })
          return text
        default:
          return NOT_HANDLED
      }
    }
    const code = `
from pathlib import Path
root = Path('/data')
found = [(root / name).exists() for name in ['a.txt', 'b.txt']]
try:
    (root / 'b.txt').read_text()
except FileNotFoundError as e:
    found.append(str(e))
[*found, (root / 'a.txt').read_text()]`
    expect(new Monty(code).run({ os })).toEqual([true, false, 'gone', 'alpha'])
  })
})

describe('methods of the host', () => {
  it('are called on what looks like a dataclass to Python', async () => {
    const user = {
      name: 'Ada',
      greet(greeting: string): string {
        return `${greeting}, ${this.name}!`
      },
      async orders(): Promise<number[]> {
        await sleep(1)
        return [1, 2]
      },
    }
    hostObject(user, { attributes: ['name'], methods: ['greet', 'orders'], className: 'User' })
    const monty = new Monty(
      "[type(user).__name__, user.name, user.greet('Hi'), await user.orders()]",
      {
        inputs: ['user'],
      },
    )
    expect(await monty.runAsync({ inputs: { user } })).toEqual(['User', 'Ada', 'Hi, Ada!', [1, 2]])
  })
})

describe('calls', () => {
  const timed = (): { slow: (n: number) => Promise<number>; most: () => number } => {
    let running = 0
    let most = 0
    return {
      slow: async (n) => {
        most = Math.max(most, ++running)
        await sleep(5)
        running--
        return n
      },
      most: () => most,
    }
  }
  const gather = new Monty(
    'import asyncio\nsorted(await asyncio.gather(*[slow(n) for n in range(5)]))',
  )

  it('run side by side', async () => {
    const { slow, most } = timed()
    expect(await gather.runAsync({ externalFunctions: { slow } })).toEqual([0, 1, 2, 3, 4])
    expect(most()).toBe(5)
  })

  it('run one at a time', async () => {
    const { slow, most } = timed()
    const each = tool({
      input: { type: 'object', properties: { n: { type: 'integer' } } },
      execute: ({ n }: { n: number }) => slow(n),
    })
    const options = { externalFunctions: { slow: each }, concurrency: 'serial' } as const
    expect(await gather.runAsync(options)).toEqual([0, 1, 2, 3, 4])
    expect(most()).toBe(1)
    const bare = new Monty('[slow(1), await slow(2)]')
    expect(await bare.runAsync({ externalFunctions: { slow }, concurrency: 'serial' })).toEqual([
      1, 2,
    ])
  })
})

describe('a run', () => {
  it('repeats itself to the bit with a fixed clock, a seed and recorded answers', async () => {
    const code = `
import random, time, os, asyncio
from datetime import datetime
open('/log', 'w').write(str(random.random()))
rows = await asyncio.gather(fetch(1), fetch(2))
[datetime.now().isoformat(), time.time(), random.sample(range(100), 5), rows, os.stat('/log').st_mtime, open('/log').read()]`
    const once = (): Promise<unknown> =>
      new Monty(code).runAsync({
        clock: new Date('2024-05-06T07:08:09Z'),
        timeZone: 'Europe/Paris',
        random: { seed: 7 },
        files: new MemoryFileSystem(),
        externalFunctions: { fetch: async (id: number) => ({ id }) },
      })
    expect(await once()).toEqual(await once())
  })
})
