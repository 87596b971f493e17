import { describe, expect, test } from 'vitest'
import {
  hostObject,
  Monty,
  MontyRuntimeError,
  MontySession,
  MontyUsageError,
  MontyValueError,
  PyDateTime,
  PyDecimal,
  PythonModule,
  PyTime,
  type RunAsyncOptions,
} from 'monty-node'
import { caught, rejection } from '../support/caught.js'

const isolations = ['none', 'process'] as const

describe('a value that Python has not', () => {
  test.each<[string, unknown, string]>([
    ['a decimal', new PyDecimal('1.2.3'), 'is no decimal number: 1.2.3'],
    ['an empty decimal', new PyDecimal(''), 'is no decimal number: '],
    ['a decimal of words', new PyDecimal('one'), 'is no decimal number: one'],
    [
      'a datetime with the name of a zone only',
      new PyDateTime({ year: 2024, month: 1, day: 2, timeZoneName: 'CET' }),
      "has a time zone's name (CET) without its offset: give offsetSeconds as well",
    ],
    [
      'a time with the name of a zone only',
      new PyTime({ hour: 1, timeZoneName: 'EST' }),
      "has a time zone's name (EST) without its offset: give offsetSeconds as well",
    ],
  ])('is refused where it is: %s', (_what, value, problem) => {
    const monty = new Monty('x', { inputs: ['x'] })
    const error = caught(() => monty.run({ inputs: { x: [{ a: value }] } }), MontyValueError)
    expect([error.path, error.message]).toEqual(['inputs.x[0].a', `inputs.x[0].a ${problem}`])
  })

  test.each([
    '1',
    '-1.50',
    '.5',
    '5.',
    '1e5',
    '+1E-7',
    'Infinity',
    '-inf',
    'NaN',
    'sNaN123',
    ' 1 ',
    '1_000',
  ])('is not a decimal such as %s', (text) => {
    const monty = new Monty('isinstance(x, type(x)) and str(type(x))', { inputs: ['x'] })
    expect(monty.run({ inputs: { x: new PyDecimal(text) } })).toContain('Decimal')
  })
})

describe('options of the wrong shape', () => {
  test.each<[string, object, string]>([
    ['a text for methods', { methods: 'add' }, 'methods must be an array of names'],
    ['a text for attributes', { attributes: 'total' }, 'attributes must be an array of names'],
    ['numbers for methods', { methods: [1] }, 'methods must be an array of names'],
    ['a function for methods', { methods: () => 1 }, 'methods must be an array of names'],
  ])('of a host object are named: %s', (_what, options, message) => {
    expect(
      caught(() => hostObject({ add: 1 }, options as never), MontyUsageError).message,
    ).toContain(`hostObject: ${message}`)
  })

  test('a recursion depth of 0 is refused', () => {
    const go = (): unknown => new Monty('1').run({ limits: { maxRecursionDepth: 0 } })
    expect(caught(go, MontyUsageError).message).toBe(
      'limits.maxRecursionDepth must be a number of at least 1, or Infinity',
    )
  })
})

describe.each(isolations)('a clock or a sleep that throws, with isolation %s', (isolation) => {
  const boom = (): never => {
    throw new RangeError('no time')
  }
  test.each<[string, RunAsyncOptions, string]>([
    ['a clock', { clock: boom }, 'import time\ntime.time()'],
    ['a clock of dates', { clock: boom }, 'from datetime import datetime\ndatetime.now()'],
    ['a sleep', { sleep: boom }, 'import time\ntime.sleep(0.1)'],
    ['a sleep that rejects', { sleep: async () => boom() }, 'import time\ntime.sleep(0.1)'],
    ['an awaited sleep', { sleep: boom }, 'import asyncio\nawait asyncio.sleep(0.1)'],
  ])('raises in Python: %s', async (_what, options, code) => {
    const error = await rejection(
      new Monty(code).runAsync({ ...options, isolation }),
      MontyRuntimeError,
    )
    expect([error.message, (error.cause as Error).message]).toEqual([
      'RuntimeError: no time',
      'no time',
    ])
    const lines = code.split('\n')
    const guarded = `${lines[0]}\ntry:\n    ${lines[1]}\nexcept RuntimeError as e:\n    r = str(e)\nr`
    expect(await new Monty(guarded).runAsync({ ...options, isolation })).toBe('no time')
  })

  test('leaves a session as it was', async () => {
    const session = new MontySession({ isolation, clock: boom, sleep: boom })
    await session.feedAsync('import time\nx = 5')
    for (const code of ['time.time()', 'time.sleep(1)']) {
      expect((await rejection(session.feedAsync(code), MontyRuntimeError)).message).toBe(
        'RuntimeError: no time',
      )
    }
    expect(await session.feedAsync('x')).toBe(5)
  })
})

test.each([
  ['sorted([2, 1], key=box.size)'],
  ['max([2, 1], key=box.size)'],
  ['list(map(box.size, [1]))'],
])('a method that was taken off a host object is named as in the program: %s', (code) => {
  const box = hostObject({ size: () => 1 }, { methods: ['size'] })
  const monty = new Monty(code, { inputs: ['box'] })
  let text = 'it works'
  try {
    monty.run({ inputs: { box } })
  } catch (error) {
    text = (error as MontyRuntimeError).display()
  }
  expect(text).not.toMatch(/@[0-9a-f]{32}/)
})

describe('a module of the host', () => {
  class Crm {
    readonly prefix = 'no. '
    readonly _secret = 'x'
    #count = 0

    find(id: number): string {
      this.#count++
      return `${this.prefix}${id} (${this.#count})`
    }

    async later(id: number): Promise<string> {
      return this.find(id)
    }

    _hidden(): void {}
  }
  class Sales extends Crm {
    total(): number {
      return 3
    }
  }

  test.each(isolations)(
    'of an object has functions that know it, with isolation %s',
    async (isolation) => {
      const counter = {
        count: 0,
        add(n: number): number {
          this.count += n
          return this.count
        },
      }
      const modules = {
        counter: new PythonModule(counter),
        crm: new PythonModule(new Sales() as never),
      }
      const run = (code: string): Promise<unknown> =>
        new Monty(code).runAsync({ modules, isolation })
      expect(await run('import counter\n[counter.add(2), counter.add(3)]')).toEqual([2, 5])
      expect(await run('from counter import add\nadd(1)')).toBe(6)
      expect(
        await run('import crm\n[crm.find(7), await crm.later(8), crm.total(), crm.prefix]'),
      ).toEqual(['no. 7 (1)', 'no. 8 (2)', 3, 'no. '])
      expect(
        await run(
          "import crm\n[hasattr(crm, n) for n in ['_secret', '_hidden', 'constructor', 'find']]",
        ),
      ).toEqual([false, false, false, true])
    },
  )

  test.each([
    [
      'an instance without members',
      new (class Empty {
        readonly _x = 1
      })(),
      'Empty',
    ],
    [
      'one with private members only',
      new (class Shut {
        #x = 1
        get x(): number {
          return this.#x
        }
      })(),
      'Shut',
    ],
  ])('is not made of nothing: %s', (_what, members, name) => {
    expect(caught(() => new PythonModule(members as never), MontyUsageError).message).toBe(
      `PythonModule: an instance of ${name} has no methods or properties for Python`,
    )
  })
})
