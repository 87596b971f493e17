import { describe, expect, it } from 'vitest'
import { FunctionSnapshot } from 'monty-node'
import { type Api, both, failureOf, sideBySide } from './both.js'

type Snapshot = InstanceType<Api['MontySnapshot']>

const [, ours] = both[1]!
const MIB = 1024 * 1024

/** The bytes that a run is said to be allowed. */
function allowed(limits: object, code = '"x" * 10**9'): string | undefined {
  const { message } = failureOf(ours, () => new ours.Monty(code).run({ limits }))
  return /> (.*)$/.exec(message)?.[1]
}

describe('maxAllocations, which monty-node/compat does not count', () => {
  it('warns once and leaves nothing unlimited', async () => {
    const warnings: NodeJS.ErrnoException[] = []
    const onWarning = (warning: Error): void => {
      warnings.push(warning)
    }
    process.on('warning', onWarning)
    expect(allowed({ maxAllocations: 5 })).toBe(`${128 * MIB} bytes`)
    expect(allowed({ maxAllocations: 5 })).toBe(`${128 * MIB} bytes`)
    await new Promise(setImmediate)
    process.off('warning', onWarning)
    expect(warnings.map(({ code }) => code)).toEqual(['MONTY_COMPAT_MAX_ALLOCATIONS'])
  })

  it('does not replace the limits that are given', () => {
    const limits = { maxAllocations: 5, maxMemory: MIB, maxDurationSecs: 0.02 }
    expect(allowed(limits)).toBe(`${MIB} bytes`)
    expect(allowed(limits, 'while True: pass')).toBe('20ms')
  })

  it('leaves a run within its guard alone', () => {
    const monty = new ours.Monty('len([[i] for i in range(1000)])')
    expect(monty.run({ limits: { maxAllocations: 5 } })).toBe(1000)
  })
})

describe('other limits', () => {
  it('a recursion deeper than can be is as deep as can be', () => {
    const code = 'def f(n):\n  return n if n == 5000 else f(n + 1)\nf(0)'
    const limits = { maxRecursionDepth: 1_000_000 }
    expect(new ours.Monty(code).run({ limits })).toBe(5000)
  })

  it('a wait for the host is not Python running, as it is there', async () => {
    const outcomes = both.map(async ([, { Monty }]) => {
      const paused = new Monty('f()\nx = 0\nfor i in range(1000): x += i\nx').start({
        limits: { maxDurationSecs: 0.05 },
      }) as Snapshot
      await new Promise((done) => setTimeout(done, 100))
      try {
        paused.resume({ returnValue: null })
        return 'ended'
      } catch (error) {
        return (error as Error).message.replace(/ [\d.]+ms.*/, '')
      }
    })
    expect(await Promise.all(outcomes)).toEqual(['TimeoutError: time limit exceeded:', 'ended'])
  })

  it('there are none on host calls, output and results', () => {
    const calls = { externalFunctions: { f: (x: number) => x } }
    const { theirs, ours: mine } = sideBySide(({ Monty }) => [
      new Monty('n = 0\nfor i in range(2000): n += f(1)\nn').run(calls),
      (new Monty('"x" * 70_000_000').run() as string).length,
    ])
    expect(mine).toEqual(theirs)
    expect(mine).toEqual([2000, 70_000_000])
  })
})

it('the real API loads the dumps of monty-node/compat when it is told to trust them', () => {
  const bytes = (new ours.Monty('f((1, 2))').start() as Snapshot).dump()
  expect(() => FunctionSnapshot.load(bytes)).toThrow('was not written with this key')
  expect(FunctionSnapshot.load(bytes, { trusted: true }).functionName).toBe('f')
})
