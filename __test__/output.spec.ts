import { describe, expect, test } from 'vitest'
import { Monty, MontySession, type PrintCallback, runMontyAsync, type RunOptions } from 'monty-node'
import { caught, rejection } from './support/caught.js'
import { atEnd, atFunction } from './support/paused.js'

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

function printed(code: string, options: RunOptions = {}): Array<[string, string]> {
  const { pieces, printCallback } = recorder()
  new Monty(code).run({ ...options, printCallback })
  return pieces
}

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
