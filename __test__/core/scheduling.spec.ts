import { describe, expect, test } from 'vitest'
import { Monty, MontyLimitError, runMontyAsync } from 'monty-node'
import { rejection } from '../support/caught.js'
import { findingsOf, runScenario } from '../support/scenario.js'

/** Timings on a machine with other work to do count when one of three tries shows them. */
async function bestOfThree<T>(
  attempt: () => Promise<T>,
  isGood: (found: T) => boolean,
): Promise<T> {
  let found = await attempt()
  for (let tries = 1; tries < 3 && !isGood(found); tries++) found = await attempt()
  return found
}

interface Lateness {
  readonly p99: number
  readonly worst: number
  readonly ticks: number
}

interface LatenessFindings {
  readonly idle: Lateness
  readonly one: Lateness
  readonly many: Lateness
}

describe('while Python computes', () => {
  test(
    'a 10 ms timer of the host is hardly late, with one run and with 50',
    { timeout: 60_000 },
    async () => {
      const isGood = ({ idle, one, many }: LatenessFindings): boolean =>
        [one, many].every(({ p99, worst }) => p99 <= idle.p99 + 5 && worst <= 15)
      const found = await bestOfThree(
        async () => findingsOf<LatenessFindings>('lateness', ['50', '1200']),
        isGood,
      )
      for (const busy of [found.one, found.many]) {
        expect(busy.ticks).toBeGreaterThan(20)
        expect(busy.p99).toBeLessThanOrEqual(found.idle.p99 + 5)
        expect(busy.worst).toBeLessThanOrEqual(15)
      }
    },
  )

  test('it can be aborted within 10 ms', { timeout: 60_000 }, async () => {
    interface Findings {
      readonly one: number[]
      readonly many: number
    }
    const isGood = ({ one, many }: Findings): boolean => Math.max(...one) <= 10 && many <= 50
    const found = await bestOfThree(async () => findingsOf<Findings>('abort', ['50']), isGood)
    expect(Math.max(...found.one)).toBeLessThanOrEqual(10)
    expect(found.many).toBeLessThanOrEqual(50)
  })

  test(
    'a run’s limit counts its own time, not that of the 15 others',
    { timeout: 60_000 },
    async () => {
      interface Findings {
        readonly failures: string[]
        readonly isRight: boolean
      }
      const isGood = ({ failures }: Findings): boolean => failures.length === 0
      const attempt = async (): Promise<Findings> => findingsOf('shares', ['16', '100', '330'])
      const { failures, isRight } = await bestOfThree(attempt, isGood)
      expect(failures).toEqual([])
      expect(isRight).toBe(true)
    },
  )

  test(
    'one long native operation under a limit of 1 s ends within 5 s',
    { timeout: 15_000 },
    async () => {
      const started = performance.now()
      const run = runMontyAsync(new Monty('sum(range(10**10))'), {
        limits: { maxDurationMs: 1_000 },
      })
      const error = await rejection(run, MontyLimitError)
      expect([error.limit, error.allowed]).toEqual(['duration', 1_000])
      expect(performance.now() - started).toBeLessThan(5_000)
    },
  )

  test.each([4, 8, 50])(
    'runs that are short end soon among %i that never do',
    { timeout: 60_000 },
    async (endless) => {
      interface Findings {
        readonly tookMs: number[]
        readonly left: number
      }
      const isGood = ({ tookMs, left }: Findings): boolean =>
        left === endless && tookMs[15]! <= 50 && tookMs.at(-1)! <= 500
      const attempt = async (): Promise<Findings> =>
        findingsOf('endless-neighbours', [String(endless), '30'])
      const { tookMs, left } = await bestOfThree(attempt, isGood)
      expect(left).toBe(endless)
      expect(tookMs[15]).toBeLessThanOrEqual(50)
      expect(tookMs.at(-1)).toBeLessThanOrEqual(500)
    },
  )

  test('calls that are answered at once hold the loop for no longer', async () => {
    const attempt = async () => findingsOf<{ n: number; longestMs: number }>('busy-tool')
    const { n, longestMs } = await bestOfThree(attempt, (found) => found.longestMs < 150)
    expect(n).toBe(400)
    expect(longestMs).toBeLessThan(150)
  })

  test('runs that are short do not wait for three long ones to end', async () => {
    const controller = new AbortController()
    const options = { signal: controller.signal, limits: { maxDurationMs: Infinity } }
    const long = Array.from({ length: 3 }, async () =>
      runMontyAsync(new Monty('while True:\n    pass'), options).catch(() => 'aborted'),
    )
    const short = Array.from({ length: 20 }, async (_, n) =>
      runMontyAsync(new Monty('await f(n)', { inputs: ['n'] }), {
        inputs: { n },
        externalFunctions: { f: async (value: number) => value },
      }),
    )
    expect(await Promise.all(short)).toEqual(Array.from({ length: 20 }, (_, n) => n))
    controller.abort()
    expect(new Set(await Promise.all(long))).toEqual(new Set(['aborted']))
  })
})

describe('threads', { timeout: 60_000 }, () => {
  test('with a stack of 2 MB run Python that recurses, all at once', async () => {
    expect(await findingsOf('threads')).toEqual({ threads: 5, wrong: [] })
  })

  test('can be terminated in the midst of runs', async () => {
    expect(await findingsOf('terminate')).toEqual({ terminated: 12, mine: 2_000_000, after: 2 })
  })
})

describe('a process with runs under way', { timeout: 60_000 }, () => {
  test('can be left', async () => {
    expect(await runScenario('exit', ['exit'])).toMatchObject({ code: 7, signal: null })
  })

  test('can be left by an error', async () => {
    const { code, signal, stderr } = await runScenario('exit', ['throw'])
    expect([code, signal]).toEqual([1, null])
    expect(stderr).toContain('on purpose')
  })

  test('is not kept alive by runs that wait for promises nobody keeps', async () => {
    expect(await runScenario('exit', ['idle'])).toMatchObject({ code: 0, signal: null, stderr: '' })
  })
})
