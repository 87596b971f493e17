import { describe, expect, test } from 'vitest'
import { Monty, MontySession, MontySyntaxError, runMontyAsync } from 'monty-node'
import { MontyRuntime } from 'monty-node'
import { caught, rejection } from '../support/caught.js'

/** A source in which each level is inside the one before. */
function nested(levels: readonly string[], depth: number, inside: string): string {
  const lines = Array.from({ length: depth }, (_, level) => {
    const line = levels[level % levels.length]!.replaceAll('#', String(level))
    return ' '.repeat(level) + line
  })
  return [...lines, ' '.repeat(depth) + inside].join('\n')
}

const NESTS: Record<string, readonly string[]> = {
  functions: ['def f#():'],
  'methods in classes': ['class A#:', 'def f#(self):'],
  'coroutines with defaults': ['async def f#(x=lambda: 1):', 'if x:'],
  'functions in loops': ['def f#():', 'for x# in []:'],
}
const MESSAGE = /functions nest too deeply here to be compiled in time: define the inner functions/
const MOST_MS = 250

describe.each(Object.entries(NESTS))('deeply nested %s', (_, levels) => {
  const deep = nested(levels, 40, 'return [lambda: x for x in []]')
  const timed = (work: () => unknown): number => {
    const began = performance.now()
    work()
    return performance.now() - began
  }

  test('are refused at once, wherever they are compiled', async () => {
    const took = timed(() => {
      expect(caught(() => new Monty(deep), MontySyntaxError).message).toMatch(MESSAGE)
    })
    expect(took).toBeLessThan(MOST_MS)
    expect((await rejection(Monty.create(deep), MontySyntaxError)).message).toMatch(MESSAGE)
    const session = new MontySession()
    expect(caught(() => session.feed(deep), MontySyntaxError).message).toMatch(MESSAGE)
    expect(session.feed('1 + 1')).toBe(2)
  })

  test.each(['none', 'process'] as const)(
    'are a syntax error with isolation %s',
    async (isolation) => {
      await using runtime = new MontyRuntime({ isolation })
      const outcome = await runtime.execute(deep).outcome
      expect(outcome.status).toBe('syntax')
      expect(await runtime.execute('1 + 1').value()).toBe(2)
    },
  )

  test('run when they are as deep as somebody would write them', async () => {
    const code = `${nested(levels, 6, 'return 5')}\n7`
    expect(await runMontyAsync(new Monty(code))).toBe(7)
  })
})

test('the place of the innermost function is shown', () => {
  const error = caught(() => new Monty(nested(['def f#():'], 15, 'return 1')), MontySyntaxError)
  expect(error.display('traceback')).toContain('File "main.py", line 15')
})

test('a finally with very many ways out is refused at once', () => {
  const cleanup = '  x(1, 2, [3])\n'.repeat(5_000)
  const exits = '   if x: return\n'.repeat(500)
  const code = `def f():\n while x:\n  try:\n${exits}  finally:\n ${cleanup.replaceAll('\n', '\n ')}pass`
  const began = performance.now()
  expect(caught(() => new Monty(code), MontySyntaxError).message).toMatch(/too many ways lead out/)
  expect(performance.now() - began).toBeLessThan(MOST_MS)
})
