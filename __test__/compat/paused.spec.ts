import { describe, expect, it } from 'vitest'
import { type Api, both, failureOf, shape, sideBySide } from './both.js'

type Snapshot = InstanceType<Api['MontySnapshot']>
type Lookup = InstanceType<Api['MontyNameLookup']>
type Complete = InstanceType<Api['MontyComplete']>

const call = ({ Monty }: Api, code = 'f(1)'): Snapshot => new Monty(code).start() as Snapshot
const lookup = ({ Monty }: Api, code = 'foo'): Lookup => new Monty(code).start() as Lookup
const output = (progress: unknown): unknown => shape((progress as Complete).output)

const alike: Array<[string, (api: Api) => unknown]> = [
  [
    'the class of each pause',
    (api) => {
      const pauses = [new api.Monty('1').start(), call(api), lookup(api)]
      return pauses.map((pause) => [
        pause instanceof api.MontyComplete,
        pause instanceof api.MontySnapshot,
        pause instanceof api.MontyNameLookup,
      ])
    },
  ],
  [
    'a call',
    (api) => {
      const paused = new api.Monty('f(1, "a", (2,), {"b": 1}, k=[2])', {
        scriptName: 's.py',
      }).start() as Snapshot
      const { scriptName, functionName, args, kwargs } = paused
      return [
        scriptName,
        functionName,
        shape(args),
        shape(kwargs),
        paused.repr(),
        paused.args === args,
      ]
    },
  ],
  ['a call without keywords', (api) => shape(call(api).kwargs)],
  [
    'a call in a loop',
    (api) => output(call(api, 'x = 0\nfor i in range(1): x += f(i)\nx').resume({ returnValue: 5 })),
  ],
  ['a look-up', (api) => [lookup(api).variableName, lookup(api).scriptName, lookup(api).repr()]],
  ['a look-up of the object of a method', (api) => lookup(api, 'a.b()').repr()],
  [
    'a value',
    (api) => output(call(api).resume({ returnValue: Object.assign([1], { __tuple__: true }) })),
  ],
  ['null for a value', (api) => output(call(api).resume({ returnValue: null }))],
  [
    'a function for a value',
    (api) =>
      (call(api, 'g = f()\ng(2)').resume({ returnValue: function hi() {} }) as Snapshot).repr(),
  ],
  ['undefined for a value', (api) => call(api).resume({ returnValue: undefined })],
  ['nothing for a value', (api) => call(api).resume({})],
  ['no answer', (api) => call(api).resume(undefined as never)],
  [
    'a value and an exception',
    (api) => call(api).resume({ returnValue: 1, exception: { type: 'ValueError', message: 'x' } }),
  ],
  ['an exception', (api) => call(api).resume({ exception: { type: 'ValueError', message: 'x' } })],
  [
    'an exception without a message',
    (api) => call(api).resume({ exception: { type: 'ValueError' } as never }),
  ],
  [
    'an exception without a type',
    (api) => call(api).resume({ exception: { message: 'x' } as never }),
  ],
  ['an Error for an exception', (api) => call(api).resume({ exception: new Error('x') as never })],
  [
    'an exception that is caught',
    (api) =>
      output(
        call(api, 'try:\n  f()\nexcept KeyError as e:\n  r = str(e)\nr').resume({
          exception: { type: 'KeyError', message: 'x' },
        }),
      ),
  ],
  [
    'a second answer',
    (api) => {
      const paused = call(api)
      paused.resume({ returnValue: 1 })
      return paused.resume({ returnValue: 1 })
    },
  ],
  [
    'a second answer after a bad one',
    (api) => {
      const paused = call(api)
      const bad = failureOf(api, () => paused.resume({ returnValue: Symbol('x') })).message
      return [bad, output(paused.resume({ returnValue: 3 }))]
    },
  ],
  [
    'what can be read after the answer',
    (api) => {
      const paused = call(api)
      paused.resume({ returnValue: 1 })
      return [paused.functionName, paused.args, paused.kwargs, paused.scriptName, paused.repr()]
    },
  ],
  [
    'a dump after the answer',
    (api) => {
      const paused = call(api)
      paused.resume({ returnValue: 1 })
      return paused.dump()
    },
  ],
  ['a name without a value', (api) => lookup(api).resume()],
  ['a name with undefined for a value', (api) => lookup(api).resume({ value: undefined })],
  ['a name with null for a value', (api) => output(lookup(api).resume({ value: null }))],
  ['a name with a value', (api) => output(lookup(api, 'foo + foo').resume({ value: 2 }))],
  [
    'a name with a function',
    (api) => (lookup(api, 'g = foo\ng(1)').resume({ value: function bar() {} }) as Snapshot).repr(),
  ],
  [
    'a name answered twice',
    (api) => {
      const paused = lookup(api)
      paused.resume({ value: 1 })
      return paused.resume({ value: 1 })
    },
  ],
  [
    'a dump of a name that was answered',
    (api) => {
      const paused = lookup(api)
      paused.resume({ value: 1 })
      return paused.dump()
    },
  ],
  [
    'a call dumped and loaded',
    (api) => {
      const monty = new api.Monty('f(1, k={"a": 2.0}) + x', { inputs: ['x'], scriptName: 'q.py' })
      const bytes = (monty.start({ inputs: { x: 5 } }) as Snapshot).dump()
      const paused = api.MontySnapshot.load(bytes)
      return [
        paused.repr(),
        shape(paused.args),
        shape(paused.kwargs),
        output(paused.resume({ returnValue: 2 })),
      ]
    },
  ],
  [
    'a call dumped twice and loaded after the first went on',
    (api) => {
      const paused = call(api, 'f() + 1')
      const bytes = paused.dump()
      const first = output(paused.resume({ returnValue: 1 }))
      return [first, output(api.MontySnapshot.load(bytes).resume({ returnValue: 2 }))]
    },
  ],
  [
    'a look-up dumped and loaded',
    (api) => {
      const paused = api.MontyNameLookup.load(lookup(api).dump())
      return [paused.repr(), output(paused.resume({ value: 3 }))]
    },
  ],
  [
    'limits after a pause',
    (api) => {
      const limits = { maxRecursionDepth: 10 }
      const code = 'f()\ndef g(n):\n  return g(n + 1)\ng(0)'
      return (new api.Monty(code).start({ limits }) as Snapshot).resume({ returnValue: 1 })
    },
  ],
]

const outcome = (api: Api, perform: () => unknown): unknown => {
  try {
    return perform()
  } catch {
    return failureOf(api, perform)
  }
}

describe('paused runs behave the same in both packages', () => {
  it.each(alike)('%s', (_what, perform) => {
    const { theirs, ours } = sideBySide((api) => outcome(api, () => perform(api)))
    expect(ours).toEqual(theirs)
  })

  // The class is the same; the words of the peer are those of its deserialiser.
  it.each<[string, (api: Api) => unknown]>([
    ['junk for a call', ({ MontySnapshot }) => MontySnapshot.load(Buffer.from('junk'))],
    ['junk for a look-up', ({ MontyNameLookup }) => MontyNameLookup.load(Buffer.from('junk'))],
    ['a look-up for a call', (api) => api.MontySnapshot.load(lookup(api).dump())],
    ['a call for a look-up', (api) => api.MontyNameLookup.load(call(api).dump())],
  ])('loading %s is an Error', (_what, perform) => {
    const { theirs, ours } = sideBySide((api) => failureOf(api, () => perform(api)))
    for (const { className, message } of [theirs, ours]) {
      expect(className).toBe('Error')
      expect(message).toMatch(/^Deserialization failed: /)
    }
  })
})

describe('where monty-node/compat does more', () => {
  const [, ours] = both[1]!

  it('a paused run passes the calls of the operating system by itself', () => {
    const code = 'import time\ntime.sleep(0.01)\nf()'
    expect(call(ours, code).functionName).toBe('f')
    const missing = failureOf(ours, () => call(ours, 'open("/etc/passwd")'))
    expect(missing.message).toBe("PermissionError: Permission denied: '/etc/passwd'")
  })

  it('a dump loads whatever MONTY_SNAPSHOT_KEY says', () => {
    const bytes = call(ours).dump()
    process.env['MONTY_SNAPSHOT_KEY'] = 'short'
    try {
      expect(ours.MontySnapshot.load(bytes).functionName).toBe('f')
      expect(call(ours).dump()).toBeInstanceOf(Buffer)
    } finally {
      delete process.env['MONTY_SNAPSHOT_KEY']
    }
  })
})
