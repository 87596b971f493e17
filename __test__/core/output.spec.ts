import { describe, expect, test } from 'vitest'
import {
  Monty,
  MontyComplete,
  MontyRuntime,
  type MontyRuntimeError,
  MontySession,
  type PrintCallback,
  runMontyAsync,
  type RunAsyncOptions,
  type RunOptions,
  tool,
} from 'monty-node'
import { caught, rejection } from '../support/caught.js'
import { atEnd, atFunction } from '../support/paused.js'

interface Recorder {
  readonly pieces: Array<[string, string]>
  readonly printCallback: PrintCallback
  readonly text: () => string
}

function recorder(): Recorder {
  const pieces: Array<[string, string]> = []
  return {
    pieces,
    printCallback: (stream, text) => pieces.push([stream, text]),
    text: () => pieces.map(([, text]) => text).join(''),
  }
}

/** A function that answers when it was called `count` times. */
function meetingOf(count: number): () => Promise<void> {
  const waiting: Array<() => void> = []
  return () =>
    new Promise((resolve) => {
      waiting.push(resolve)
      if (waiting.length === count) for (const go of waiting) go()
    })
}

function printed(code: string, options: RunOptions = {}): Array<[string, string]> {
  const { pieces, printCallback } = recorder()
  new Monty(code).run({ ...options, printCallback })
  return pieces
}

describe.each(['none', 'process'] as const)('much output at once, isolation %s', (isolation) => {
  const code = `
import sys
for i in range(3_000):
    print(i)
    print(i, file=sys.stderr)
await f()
print('end')
7`
  const expected = Array.from({ length: 3_000 }, (_, i) => [
    ['stdout', `${i}\n`],
    ['stderr', `${i}\n`],
  ]).flat()

  test('lets the event loop go on, and comes before what follows', async () => {
    const { pieces, printCallback } = recorder()
    let turns = 0
    let isOver = false
    const turn = (): void => {
      turns++
      if (!isOver) setImmediate(turn)
    }
    let whenCalled = 0
    const f = async (): Promise<number> => (whenCalled = pieces.length)
    const slow: PrintCallback = (...given) => {
      // So that a slice of output takes a while on any machine.
      const until = performance.now() + 0.1
      while (performance.now() < until);
      printCallback(...given)
    }
    setImmediate(turn)
    const options = { isolation, printCallback: slow, externalFunctions: { f } }
    expect(await runMontyAsync(new Monty(code), options)).toBe(7)
    isOver = true
    expect(pieces.slice(0, -1)).toEqual(expected)
    expect(pieces.at(-1)).toEqual(['stdout', 'end\n'])
    expect(whenCalled).toBe(6_000)
    // 600 ms of work, of which a turn does 8 at most and a step 10.
    expect(turns).toBeGreaterThan(20)
  })

  test('fails the run where the host does', async () => {
    let count = 0
    const printCallback = (): void => {
      if (++count === 4_000) throw new Error('full')
    }
    const options = { isolation, printCallback, externalFunctions: { f: () => 1 } }
    await expect(runMontyAsync(new Monty(code), options)).rejects.toThrow('full')
    expect(count).toBe(4_000)
  })
})

describe('what Python prints', () => {
  test('comes as Python formats it', () => {
    const code = 'print("a", 1, None, [2.0], sep="-", end="!")\nprint()\nprint("é🎉")'
    expect(printed(code)).toEqual([['stdout', 'a-1-None-[2.0]!\né🎉\n']])
  })

  test('comes with its stream, in order', () => {
    const code =
      'import sys\nprint("one")\nprint("two", file=sys.stderr)\nprint("three", file=sys.stderr)\nprint("four")'
    expect(printed(code)).toEqual([
      ['stdout', 'one\n'],
      ['stderr', 'two\nthree\n'],
      ['stdout', 'four\n'],
    ])
  })

  test('goes nowhere without a callback', () => {
    expect(new Monty('print("lost")\n1').run()).toBe(1)
  })

  test('comes before the host call that follows it, however it runs', async () => {
    const code = 'print("a")\nf(1)\nprint("b")\nf(2)\nprint("c")'
    const expected = ['a\n', 'f(1)', 'b\n', 'f(2)', 'c\n']
    const trace = (): { log: string[]; options: RunOptions } => {
      const log: string[] = []
      const options: RunOptions = {
        printCallback: (_stream, text) => log.push(text),
        externalFunctions: { f: (n: number) => log.push(`f(${n})`) },
      }
      return { log, options }
    }
    const sync = trace()
    new Monty(code).run(sync.options)
    expect(sync.log).toEqual(expected)
    const async = trace()
    await runMontyAsync(new Monty(code), async.options)
    expect(async.log).toEqual(expected)
    const session = trace()
    new MontySession(session.options).feed(code)
    expect(session.log).toEqual(expected)
  })

  test('comes before the pause of a run that is stepped', () => {
    const { printCallback, text } = recorder()
    const call = atFunction(new Monty('print("a")\nf()\nprint("b")').start({ printCallback }))
    expect(text()).toBe('a\n')
    atEnd(call.resume({ returnValue: null }))
    expect(text()).toBe('a\nb\n')
  })

  test('comes while Python still computes', async () => {
    const { printCallback, pieces } = recorder()
    let piecesHalfway = 0
    const code = 'for i in range(400):\n    for j in range(5_000):\n        pass\n    print(i)'
    const run = runMontyAsync(new Monty(code), { printCallback })
    const timer = setInterval(() => (piecesHalfway ||= pieces.length), 5)
    await run
    clearInterval(timer)
    expect(piecesHalfway).toBeGreaterThan(0)
    expect(piecesHalfway).toBeLessThan(pieces.length)
    expect(pieces.map(([, text]) => text).join('')).toBe(
      Array.from({ length: 400 }, (_, index) => `${index}\n`).join(''),
    )
  })

  test.each([
    ['an exception', 'print("last words")\n1 / 0'],
    ['a limit', 'print("last words")\n"x" * 10**9'],
    ['the end of its time', 'print("last words")\nwhile True:\n    pass'],
    ['a result too large', 'print("last words")\n"x" * 70_000_000'],
  ])('is not lost when the run ends with %s', async (_what, code) => {
    const limits = { maxDurationMs: 30 }
    const sync = recorder()
    caught(() => new Monty(code).run({ limits, printCallback: sync.printCallback }))
    expect(sync.text()).toBe('last words\n')
    const async = recorder()
    await rejection(runMontyAsync(new Monty(code), { limits, printCallback: async.printCallback }))
    expect(async.text()).toBe('last words\n')
  })

  test('is not lost when the run waits and is cancelled', async () => {
    const { printCallback, text } = recorder()
    const externalFunctions = { f: () => new Promise<never>(() => {}) }
    const options = { printCallback, externalFunctions, timeoutMs: 20 }
    await rejection(runMontyAsync(new Monty('print("before")\nawait f()'), options))
    expect(text()).toBe('before\n')
  })
})

describe('more output than is kept', () => {
  const limits = { maxOutputBytes: 10 }
  const marker = '\n[output truncated]\n'

  test('is cut with a marker, and Python goes on', () => {
    const { printCallback, text } = recorder()
    const value = new Monty('for i in range(1000):\n    print("12345")\ni').run({
      limits,
      printCallback,
    })
    expect(value).toBe(999)
    expect(text()).toBe(`12345\n1234${marker}`)
  })

  test('is cut between characters', () => {
    expect(printed('print("日本語日本語")', { limits })).toEqual([['stdout', `日本語${marker}`]])
  })

  test('counts both streams, and is marked once', () => {
    const code = 'import sys\nprint("123456")\nprint("123456", file=sys.stderr)\nprint("more")'
    expect(printed(code, { limits })).toEqual([
      ['stdout', '123456\n'],
      ['stderr', `123${marker}`],
    ])
  })

  test('is not cut when it just fits', () => {
    expect(printed('print("123456789")', { limits })).toEqual([['stdout', '123456789\n']])
    expect(printed('print("123456789")', { limits: { maxOutputBytes: 0 } })).toEqual([
      ['stdout', marker],
    ])
  })

  test('is 10 MiB by default', () => {
    const { printCallback, text } = recorder()
    new Monty('for i in range(12):\n    print("x" * (1024 * 1024))').run({ printCallback })
    expect(text().length).toBe(10 * 1024 * 1024 + marker.length)
  })

  test('is counted whole in the usage', () => {
    const end = atEnd(new Monty('print("x" * 99)').start({ limits }))
    expect(end.usage.outputBytes).toBe(100)
  })

  test('stays cut in a run that was kept as bytes', () => {
    const first = recorder()
    const monty = new Monty('print("12345678")\nf()\nprint("12345678")')
    const call = atFunction(monty.start({ limits, printCallback: first.printCallback }))
    expect(first.text()).toBe('12345678\n')
    atEnd(call.resume({ returnValue: null }))
    expect(first.text()).toBe(`12345678\n1${marker}`)
  })
})

describe('a callback that throws', () => {
  const reason = new Error('no paper')
  const printCallback = (): never => {
    throw reason
  }

  test('ends the run with its error', async () => {
    const monty = new Monty('print("a")\nwhile True:\n    pass')
    expect(() => monty.run({ printCallback })).toThrow(reason)
    await expect(runMontyAsync(monty, { printCallback })).rejects.toBe(reason)
    await expect(monty.startAsync({ printCallback })).rejects.toBe(reason)
  })
})

test('a callback may run Python of its own', () => {
  const log: unknown[] = []
  const inner = new Monty('x * 2', { inputs: ['x'] })
  new Monty('print("ab")').run({
    printCallback: (_stream, x) => log.push(inner.run({ inputs: { x } })),
  })
  expect(log).toEqual(['ab\nab\n'])
})

type Print = (code: string, options: RunAsyncOptions) => Promise<unknown>

/** Every way to run Python that prints. */
const ways: Array<[string, Print]> = [
  ['a synchronous run', async (code, options) => new Monty(code).run(options)],
  ['an asynchronous run', (code, options) => runMontyAsync(new Monty(code), options)],
  ['a stepped run', async (code, options) => new Monty(code).start(options)],
  ['an asynchronous stepped run', (code, options) => new Monty(code).startAsync(options)],
  ['a feed', async (code, options) => new MontySession(options).feed(code)],
  ['an asynchronous feed', (code, options) => new MontySession(options).feedAsync(code)],
  [
    'a run in a worker process',
    (code, options) => runMontyAsync(new Monty(code), { ...options, isolation: 'process' }),
  ],
  [
    'a stepped run in a worker process',
    (code, options) => new Monty(code).startAsync({ ...options, isolation: 'process' }),
  ],
  [
    'a feed in a worker process',
    (code, options) => new MontySession({ ...options, isolation: 'process' }).feedAsync(code),
  ],
]

describe.each(ways)('the end of %s', (_name, run) => {
  test.each([
    'import sys\nsys.exit()',
    'import sys\nsys.exit(0)',
    'raise SystemExit',
    'raise SystemExit(None)',
    'import sys\ndef main():\n    return 0\nif __name__ == "__main__":\n    sys.exit(main())',
    'import asyncio, sys\nasync def main():\n    sys.exit()\nasyncio.run(main())',
  ])('is no failure where the program says so: %s', async (code) => {
    const end = await run(code, {})
    expect(end instanceof MontyComplete ? end.output : end).toBe(null)
  })

  test.each([
    ['import sys\nsys.exit(1)', '1'],
    ['import sys\nsys.exit("bad input")', 'bad input'],
    ['class Stop(SystemExit):\n    pass\nraise Stop()', ''],
  ])('is one with another status: %s', async (code, message) => {
    const error = (await rejection(run(code, {}))) as MontyRuntimeError
    expect(error.exception.message).toBe(message)
  })
})

describe.each(ways)('the output of %s', (_name, run) => {
  const failing = (code: string): string => `
import sys
for n in range(300):
    print('line', n)
print('trouble', file=sys.stderr)
print('no end', end='')
${code}`

  test.each([
    ['an exception', '1 / 0'],
    ['a limit', '"x" * 10**9'],
    ['the end of its time', 'while True:\n    pass'],
    ['a result that is too large', '"x" * 70_000_000'],
    ['an exit', 'raise SystemExit(3)'],
  ])('is not lost at %s, and keeps its streams apart', async (_what, code) => {
    const { printCallback, pieces } = recorder()
    await rejection(run(failing(code), { printCallback, limits: { maxDurationMs: 60 } }))
    const of = (stream: string): string =>
      pieces.flatMap(([from, text]) => (from === stream ? [text] : [])).join('')
    expect(of('stdout').split('\n').slice(-2)).toEqual(['line 299', 'no end'])
    expect(of('stdout').split('\n').length).toBe(301)
    expect(of('stderr')).toBe('trouble\n')
  })

  test('is capped, and marked once', async () => {
    const { printCallback, text } = recorder()
    const limits = { maxOutputBytes: 10 }
    await run('for i in range(1000):\n    print("12345")', { printCallback, limits })
    expect(text()).toBe('12345\n1234\n[output truncated]\n')
  })

  test('comes line by line when it is asked for so', async () => {
    const { printCallback, pieces } = recorder()
    const code = `
import sys
print('a', end='')
print('b\\nc')
print('e', end='', file=sys.stderr)
print('d', end='')
print('f', file=sys.stderr)
print('g', end='', file=sys.stderr)`
    await run(code, { printCallback, printBuffering: 'line' })
    expect(pieces).toEqual([
      ['stdout', 'ab\n'],
      ['stdout', 'c\n'],
      ['stderr', 'ef\n'],
      ['stdout', 'd'],
      ['stderr', 'g'],
    ])
  })

  test('ends with the line that was begun, also at an exception', async () => {
    const { printCallback, pieces } = recorder()
    await rejection(
      run("print('a')\nprint('b', end='')\n1 / 0", { printCallback, printBuffering: 'line' }),
    )
    expect(pieces).toEqual([
      ['stdout', 'a\n'],
      ['stdout', 'b'],
    ])
  })
})

describe('lines', () => {
  test('wait for their end over host calls that are answered', async () => {
    const { printCallback, pieces } = recorder()
    const code = "print('a', end='')\nawait f()\nprint('b')"
    const options: RunAsyncOptions = {
      printCallback,
      printBuffering: 'line',
      externalFunctions: { f: async () => 1 },
    }
    await runMontyAsync(new Monty(code), options)
    expect(pieces).toEqual([['stdout', 'ab\n']])
  })

  test('that were begun come before a pause, which may last', () => {
    const { printCallback, pieces } = recorder()
    const call = atFunction(
      new Monty("print('a', end='')\nf()\nprint('b')").start({
        printCallback,
        printBuffering: 'line',
      }),
    )
    expect(pieces).toEqual([['stdout', 'a']])
    atEnd(call.resume({ returnValue: 1 }))
    expect(pieces).toEqual([
      ['stdout', 'a'],
      ['stdout', 'b\n'],
    ])
  })

  test('that were begun come when the run is cancelled or out of time', async () => {
    const { printCallback, text } = recorder()
    const externalFunctions = { f: () => new Promise<never>(() => {}) }
    const options = { printCallback, externalFunctions, printBuffering: 'line' } as const
    const monty = new Monty("print('before', end='')\nawait f()")
    await rejection(runMontyAsync(monty, { ...options, timeoutMs: 20 }))
    await rejection(runMontyAsync(monty, { ...options, signal: AbortSignal.timeout(20) }))
    expect(text()).toBe('beforebefore')
  })

  test('may be asked for by a feed', () => {
    const { printCallback, pieces } = recorder()
    using session = new MontySession({ printCallback })
    session.feed("print('a')\nprint('b')")
    session.feed("print('c')\nprint('d')", { printBuffering: 'line' })
    expect(pieces).toEqual([
      ['stdout', 'a\nb\n'],
      ['stdout', 'c\n'],
      ['stdout', 'd\n'],
    ])
  })

  test.each(['none', 'process'] as const)(
    'of a runtime are those of one run each, also of runs side by side (isolation: %s)',
    async (isolation) => {
      const { printCallback, pieces } = recorder()
      const meet = meetingOf(2)
      const tools = { meet: tool({ input: { type: 'object' }, execute: meet }) }
      const options = { isolation, tools, printCallback, printBuffering: 'line' } as const
      await using runtime = new MontyRuntime({ ...options, typeCheck: false })
      const codeOf = (name: string): string =>
        `print('${name} ', end='')\nawait meet()\nprint('met')\nprint('${name} ends', end='')`
      await Promise.all([
        runtime.execute(codeOf('one')).value(),
        runtime.execute(codeOf('two')).value(),
      ])
      expect(pieces.map(([, text]) => text).toSorted()).toEqual([
        'one ends',
        'one met\n',
        'two ends',
        'two met\n',
      ])
    },
  )

  test('that were begun come before a runtime’s run waits for a decision', async () => {
    const { printCallback, pieces } = recorder()
    const pay = tool({ input: { type: 'object' }, needsApproval: true, execute: () => 'paid' })
    await using runtime = new MontyRuntime({
      isolation: 'none',
      tools: { pay },
      printCallback,
      printBuffering: 'line',
    })
    const paused = await runtime.execute("print('a', end='')\nprint(await pay())").outcome
    expect(pieces).toEqual([['stdout', 'a']])
    if (paused.status !== 'paused') throw new Error(`it is ${paused.status}`)
    const decisions = paused.pending.map(({ callId }) => ({ callId, action: 'approve' as const }))
    await runtime.resume(paused.token, decisions).value()
    expect(pieces).toEqual([
      ['stdout', 'a'],
      ['stdout', 'paid\n'],
    ])
  })

  test('that were begun and that nobody takes end a runtime’s run that would wait', async () => {
    const reason = new Error('no paper')
    const pay = tool({ input: { type: 'object' }, needsApproval: true, execute: () => 'paid' })
    const printCallback = (): never => {
      throw reason
    }
    await using runtime = new MontyRuntime({
      isolation: 'none',
      tools: { pay },
      printCallback,
      printBuffering: 'line',
    })
    const outcome = await runtime.execute("print('a', end='')\nawait pay()").outcome
    expect(outcome).toMatchObject({ status: 'error', error: { cause: reason } })
  })

  test('are lines or pieces, and nothing else', () => {
    expect(() => new Monty('1').run({ printBuffering: 'block' as never })).toThrow(
      "printBuffering must be 'none' or 'line'",
    )
  })
})
