import { describe, expect, it } from 'vitest'
import { Monty, MontyAbortError, type MontyError, MontyTimeoutError } from 'monty-node'
import { rejection } from '../support/caught.js'

const SPINNING = `
def inner(n):
    while True:
        n += 1

def outer():
    inner(1)

print('begun')
outer()
`

const lines = (error: MontyError): [string | null, number][] =>
  error.traceback().map(({ functionName, line }) => [functionName, line])

/** Of the frame that was running, any line of the loop will do. */
function expectPlace(error: MontyError, last: RegExp): void {
  const [, , running] = lines(error)
  expect(lines(error)).toEqual([['<module>', 10], ['outer', 7], running])
  expect([
    ['inner', 3],
    ['inner', 4],
  ]).toContainEqual(running)
  const shown = error.display()
  expect(shown).toMatch(
    /^Traceback \(most recent call last\):\n {2}File "main.py", line 10, in <mod/,
  )
  expect(shown.split('\n').at(-1)).toMatch(last)
}

/** A worker that gets no processor for 20 ms reports no place. */
const UNDER_LOAD = { retry: 4 }

describe.each(['none', 'process'] as const)(
  'Python that is ended while it computes: %s',
  (isolation) => {
    const run = async (code: string, options: object): Promise<[MontyError, string]> => {
      let printed = ''
      const print = (_stream: string, text: string): void => void (printed += text)
      const error = await rejection(
        new Monty(code).runAsync({ isolation, printCallback: print, ...options }),
      )
      return [error, printed]
    }

    it('says where it was at a limit of time', async () => {
      const [error, printed] = await run(SPINNING, { limits: { maxDurationMs: 60 } })
      expect(error.code).toBe('MONTY_LIMIT')
      expectPlace(error, /^TimeoutError: time limit exceeded: \d+ ms used, 60 ms allowed$/)
      expect(printed).toBe('begun\n')
    })

    it('says where it was when its signal fires', UNDER_LOAD, async () => {
      const [error, printed] = await run(SPINNING, { signal: AbortSignal.timeout(400) })
      expect(error).toBeInstanceOf(MontyAbortError)
      expectPlace(error, /^MontyAbortError: /)
      expect(printed).toBe('begun\n')
    })

    it('says where it was when its wall-clock time is over', UNDER_LOAD, async () => {
      const [error] = await run(SPINNING, { timeoutMs: 400 })
      expect(error).toBeInstanceOf(MontyTimeoutError)
      expectPlace(error, /^MontyTimeoutError: the run took longer than 400 ms$/)
    })

    it('says so within a generator, a task and a comparison of a sort', async () => {
      const code = `
import asyncio

class Item:
    def __lt__(self, other):
        while True:
            pass

def items():
    yield from sorted([Item(), Item()])

async def main():
    list(items())

asyncio.run(main())
`
      const [error] = await run(code, { limits: { maxDurationMs: 60 } })
      expect(error.code).toBe('MONTY_LIMIT')
      expect(lines(error)).toEqual([
        ['<module>', 15],
        ['main', 13],
      ])
    })

    it('ends within a native operation too', async () => {
      const began = performance.now()
      const [error] = await run('xs = list(range(100000))\nwhile True: sorted(xs, key=str)', {
        signal: AbortSignal.timeout(300),
      })
      expect(error).toBeInstanceOf(MontyAbortError)
      expect(performance.now() - began).toBeLessThan(5_000)
    })

    it('says where it waits for a call, but not where a worker holds it', async () => {
      const [error] = await run('await f()', {
        externalFunctions: { f: () => new Promise(() => {}) },
        signal: AbortSignal.timeout(200),
      })
      expect(error).toBeInstanceOf(MontyAbortError)
      expect(lines(error)).toEqual(isolation === 'none' ? [['<module>', 1]] : [])
    })

    it('says where it was as far as it is known, beyond handlers that let it pass', async () => {
      const code = `
def inner():
    while True:
        pass

def outer():
    try:
        inner()
    except ValueError:
        print('caught')

def outermost():
    outer()

outermost()
`
      const [error] = await run(code, { limits: { maxDurationMs: 60 } })
      expect(lines(error)).toEqual([
        ['<module>', 15],
        ['outermost', 13],
      ])
    })

    it('ends though Python catches everything', async () => {
      const code = `
while True:
    try:
        while True:
            pass
    except BaseException:
        print('caught')
`
      const [error, printed] = await run(code, { limits: { maxDurationMs: 60 } })
      expect(error.code).toBe('MONTY_LIMIT')
      expect(error.traceback()).toEqual([])
      expect(printed).toBe('')
    })

    it('asks the host for nothing after that', async () => {
      const called: number[] = []
      const code = `
try:
    while True:
        pass
except BaseException:
    f(1)
`
      const [error, printed] = await run(code, {
        limits: { maxDurationMs: 60 },
        externalFunctions: { f: (x: number) => called.push(x) },
      })
      expect(error.code).toBe('MONTY_LIMIT')
      expect(printed).toBe('')
      expect(called).toEqual([])
    })
  },
)
