import { describe, expect, it } from 'vitest'
import { type Api, both, failureOf, shape, sideBySide, thrownBy } from './both.js'

type RuntimeError = InstanceType<Api['MontyRuntimeError']>

const alike: Array<[string, (api: Api) => unknown]> = [
  [
    'state',
    ({ MontyRepl }) => {
      const repl = new MontyRepl()
      return ['x = 1', 'x + 1', 'def f(): return x * 10', 'f()', '(x, {"a": x})'].map((code) =>
        shape(repl.feed(code)),
      )
    },
  ],
  [
    'its properties',
    ({ MontyRepl }) => {
      const repl = new MontyRepl({ scriptName: 'r.py' })
      return [repl.scriptName, repl.repr(), new MontyRepl().repr(), new MontyRepl(null).scriptName]
    },
  ],
  ['a syntax error', (api) => new api.MontyRepl().feed('x = (')],
  ['an unknown name', (api) => new api.MontyRepl().feed('nope')],
  ['an unknown function', (api) => new api.MontyRepl().feed('nope(1)')],
  ['an await', ({ MontyRepl }) => new MontyRepl().feed('async def g(): return 3\nawait g()')],
  ['a bad limit', ({ MontyRepl }) => new MontyRepl({ limits: { maxMemory: -1 } })],
  [
    'what a failed feed did before it failed',
    (api) => {
      const repl = new api.MontyRepl()
      const failure = failureOf(api, () => repl.feed('a = 1\nb = 2\n1 / 0'))
      return [failure, repl.feed('a + b')]
    },
  ],
  [
    'frames of two feeds',
    ({ MontyRepl }) => {
      const repl = new MontyRepl()
      repl.feed('def f():\n  1/0')
      const error = thrownBy<RuntimeError>(() => repl.feed('f()'))
      return [error.traceback(), error.display()]
    },
  ],
  [
    'a REPL dumped and loaded',
    ({ MontyRepl }) => {
      const repl = new MontyRepl({ scriptName: 'r.py' })
      repl.feed('x = [1]\ny = {"a": 2.0}')
      const loaded = MontyRepl.load(repl.dump())
      repl.feed('x.append(2)')
      return [loaded instanceof MontyRepl, loaded.repr(), shape(loaded.feed('(x, y)'))]
    },
  ],
  [
    'a limit, which the state survives',
    (api) => {
      const repl = new api.MontyRepl({ limits: { maxMemory: 300_000 } })
      repl.feed('kept = 5')
      const failure = failureOf(api, () => repl.feed('x = []\nwhile True: x.append("a" * 100)'))
      return [failure.className, failure.message.replace(/\d+ bytes/, 'N bytes'), repl.feed('kept')]
    },
  ],
]

describe('a REPL behaves the same in both packages', () => {
  it.each(alike)('%s', (_what, perform) => {
    const { theirs, ours } = sideBySide((api) => {
      try {
        return perform(api)
      } catch {
        return failureOf(api, () => perform(api))
      }
    })
    expect(ours).toEqual(theirs)
  })

  // The class is the same; the words of the peer are those of its binding.
  it.each<[string, (api: Api) => unknown]>([
    ['code that is no text', ({ MontyRepl }) => new MontyRepl().feed(5 as never)],
    ['bytes that are no REPL', ({ MontyRepl }) => MontyRepl.load(Buffer.from('junk'))],
  ])('%s is an Error', (_what, perform) => {
    const { theirs, ours } = sideBySide((api) => failureOf(api, () => perform(api)).className)
    expect([theirs, ours]).toEqual(['Error', 'Error'])
  })
})

it('a time limit is for each feed with monty-node/compat, and for all together there', () => {
  const { theirs, ours } = sideBySide((api) => {
    const repl = new api.MontyRepl({ limits: { maxDurationSecs: 0.03 } })
    const first = failureOf(api, () => repl.feed('while True: pass')).message
    try {
      return [first.replace(/[\d.]+ms >/, 'Nms >'), repl.feed('1')]
    } catch (error) {
      return [first.replace(/[\d.]+ms >/, 'Nms >'), (error as Error).name]
    }
  })
  const first = 'TimeoutError: time limit exceeded: Nms > 30ms'
  expect(theirs).toEqual([first, 'MontyRuntimeError'])
  expect(ours).toEqual([first, 1])
})

it('both packages print to the standard output when nothing else is said', () => {
  expect(both.map(([, { MontyRepl }]) => new MontyRepl().feed('print(end="")'))).toEqual([
    null,
    null,
  ])
})
