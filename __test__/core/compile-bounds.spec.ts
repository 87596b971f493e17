import { beforeAll, describe, expect, test } from 'vitest'
import {
  Monty,
  MontyPool,
  MontyRuntime,
  MontySession,
  MontySyntaxError,
  MontyTypingError,
  MontyUsageError,
  runMontyAsync,
  ScriptLibrary,
  tool,
} from 'monty-node'
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

/** A long program. Each is another one, which no cache knows. */
let programs = 0
function long(): string {
  return `x = ${programs++}\n${'x = [1, 2, {"a": x}, 3 if x else 4]\n'.repeat(6_000)}7`
}

/** What this process works for at least, of three times, in ms. */
async function processorMs(work: () => Promise<unknown>): Promise<number> {
  let least = Infinity
  for (let time = 0; time < 3; time++) {
    const before = process.cpuUsage()
    await work()
    const { user, system } = process.cpuUsage(before)
    least = Math.min(least, (user + system) / 1_000)
  }
  return least
}

const WAYS: Record<string, (code: string) => Promise<unknown>> = {
  'Monty.create': (code) => Monty.create(code, { isolation: 'process' }),
  'Monty.load': async (code) => {
    // The constructor would compile it: a program as its file has it.
    const bytes = new Monty('').dump()
    const file = JSON.parse(bytes.toString().slice('MNPY1\n'.length)) as object
    const forged = Buffer.from(`MNPY1\n${JSON.stringify({ ...file, code })}`)
    const monty = Monty.load(forged, { isolation: 'process' })
    expect(await runMontyAsync(monty, { isolation: 'process' })).toBe(7)
  },
  'a feed of a session': async (code) => {
    const session = new MontySession({ isolation: 'process' })
    expect(await session.feedAsync(code)).toBe(7)
    session.dispose()
  },
  'a runtime': async (code) => {
    await using runtime = new MontyRuntime({ typeCheck: false })
    expect(await runtime.execute(code).value()).toBe(7)
  },
  'a runtime whose state is shared': async (code) => {
    await using runtime = new MontyRuntime({ state: 'shared', typeCheck: false })
    expect(await runtime.execute(code).value()).toBe(7)
  },
  'a program about which somebody is asked': async (code) => {
    await using runtime = new MontyRuntime({ approveProgram: true, typeCheck: false })
    expect((await runtime.execute(code).outcome).status).toBe('paused')
  },
  'Python inside a tool': async (code) => {
    const inside = tool({
      input: { type: 'object', properties: {} },
      execute: async (_, context) => (await context.subExecute(code)).status,
    })
    const externalFunctions = { inside }
    const monty = new Monty('await inside()')
    expect(await runMontyAsync(monty, { externalFunctions, isolation: 'process' })).toBe('ok')
  },
  'what a library keeps': (code) => new ScriptLibrary().save('long', code),
}

describe('isolated, this process leaves compiling to workers:', () => {
  let inProcess = 0

  beforeAll(async () => {
    await runMontyAsync(new Monty('1'), { isolation: 'process' })
    inProcess = await processorMs(() => Monty.create(long()))
  })

  test.each(Object.entries(WAYS))('%s', async (_, way) => {
    await way('7')
    expect(await processorMs(() => way(long()))).toBeLessThan(inProcess / 2)
  })

  test('what is wrong is said all the same', async () => {
    const error = await rejection(
      Monty.create('x = 1\nx +', { isolation: 'process', scriptName: 'a.py' }),
      MontySyntaxError,
    )
    expect(error.display('traceback')).toBe(
      caught(() => new Monty('x = 1\nx +', { scriptName: 'a.py' }), MontySyntaxError).display(
        'traceback',
      ),
    )
    const untyped = Monty.create('1 + ""', { isolation: 'process', typeCheck: true })
    expect(await rejection(untyped)).toBeInstanceOf(MontyTypingError)
  })

  test('what a worker compiled runs anywhere', async () => {
    const monty = await Monty.create('x * 2', { isolation: 'process', inputs: ['x'] })
    const inputs = { x: 21 }
    expect(await runMontyAsync(monty, { isolation: 'process', inputs })).toBe(42)
    expect(monty.run({ inputs })).toBe(42)
  })

  test('a pool that was closed compiles nothing', async () => {
    const pool = await MontyPool.create({ maxWorkers: 1 })
    await pool.close()
    const error = await rejection(Monty.create('1', { isolation: pool }), MontyUsageError)
    expect(error.code).toBe('MONTY_DISPOSED')
  })

  test('isolation is checked', async () => {
    const wrong = { isolation: 'elsewhere' as 'process' }
    expect((await rejection(Monty.create('1', wrong))).message).toMatch(/isolation must be/)
    const bytes = new Monty('1').dump()
    expect(caught(() => Monty.load(bytes, wrong)).message).toMatch(/isolation must be/)
    expect(caught(() => new ScriptLibrary(wrong)).message).toMatch(/isolation must be/)
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
