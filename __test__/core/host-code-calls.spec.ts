import { describe, expect, test } from 'vitest'
import {
  hostObject,
  Monty,
  MontyLimitError,
  NOT_HANDLED,
  MontySession,
  type RunAsyncOptions,
} from 'monty-node'
import { caught, rejection } from '../support/caught.js'

/** An object that counts how often its code runs. */
function counting() {
  const counted = { times: 0 }
  class Meter {
    plain = 1
    get reading(): number {
      return ++counted.times
    }
  }
  return { counted, object: new Meter() }
}

const MAX = 1_000

const run = (code: string, options: RunAsyncOptions): Promise<unknown> =>
  new Monty(code, { inputs: Object.keys(options.inputs ?? {}) }).runAsync(options)

describe.each(['none', 'process'] as const)(
  "every call of the host's code counts (%s)",
  (isolation) => {
    test('getters of host objects', async () => {
      const { counted, object } = counting()
      const code = 'while True:\n    m.reading'
      const running = run(code, {
        isolation,
        inputs: { m: hostObject(object, { attributes: ['reading'] }) },
      })
      const error = await rejection(running, MontyLimitError)
      expect(error).toMatchObject({ limit: 'hostCalls', allowed: MAX, used: MAX + 1 })
      expect(error.usage?.hostCalls).toBe(MAX + 1)
      expect(counted.times).toBe(MAX)
    })

    test('getters of proxies among calls of functions', async () => {
      let asked = 0
      const proxy = new Proxy(
        { value: 0 },
        { get: (target, name) => (name === 'value' ? ++asked : Reflect.get(target, name)) },
      )
      const object = hostObject(proxy, { attributes: ['value'] })
      let called = 0
      const running = run('while True:\n    f()\n    o.value', {
        isolation,
        inputs: { o: object },
        externalFunctions: { f: () => ++called },
        limits: { maxHostCalls: 11 },
      })
      const error = await rejection(running, MontyLimitError)
      expect(error.limit).toBe('hostCalls')
      expect(called).toBe(6)
      expect(asked).toBe(5)
    })

    test('properties that are only there do not', async () => {
      const { object } = counting()
      const code = 'n = 0\nfor i in range(3000):\n    n += m.plain\nn'
      const inputs = { m: hostObject(object, { attributes: ['plain'] }) }
      expect(await run(code, { isolation, inputs })).toBe(3_000)
    })

    test.each([
      ['open', 'while True:\n    open("/a.txt").read()'],
      ['read', 'from pathlib import Path\nwhile True:\n    Path("/a.txt").read_text()'],
      ['bytes', 'from pathlib import Path\nwhile True:\n    Path("/a.txt").read_bytes()'],
    ])('questions for files, where one answer takes several: %s', async (_, code) => {
      for (const isAsync of [false, true]) {
        let asked = 0
        const answer = (name: string): unknown => {
          asked++
          return name === 'open' ? 'text' : NOT_HANDLED
        }
        const os = isAsync ? async (name: string) => answer(name) : answer
        const error = await rejection(run(code, { isolation, os }), MontyLimitError)
        expect(error).toMatchObject({ limit: 'hostCalls', allowed: MAX })
        expect(asked).toBe(MAX)
      }
    })

    test('as many as there may be are no fault', async () => {
      let asked = 0
      const os = (name: string): unknown => {
        asked++
        return name === 'open' ? 'ab' : NOT_HANDLED
      }
      const code = 'n = 0\nfor i in range(100):\n    n += len(open("/a").read())\nn'
      const limits = { maxHostCalls: 300 }
      expect(await run(code, { isolation, os, limits })).toBe(200)
      expect(asked).toBe(300)
      const less = run(code, { isolation, os, limits: { maxHostCalls: 299 } })
      await rejection(less, MontyLimitError)
    })
  },
)

test('a run that holds the thread counts alike', () => {
  const { counted, object } = counting()
  const inputs = { m: hostObject(object, { attributes: ['reading'] }) }
  const program = new Monty('while True:\n    m.reading', { inputs: ['m'] })
  const error = caught(() => program.run({ inputs }), MontyLimitError)
  expect(error.limit).toBe('hostCalls')
  expect(counted.times).toBe(MAX)
  let asked = 0
  const os = (name: string): unknown => {
    asked++
    return name === 'open' ? 'text' : NOT_HANDLED
  }
  const reading = new Monty('while True:\n    open("/a.txt").read()')
  expect(caught(() => reading.run({ os }), MontyLimitError).limit).toBe('hostCalls')
  expect(asked).toBe(MAX)
})

test('each feed of a session has its own count', async () => {
  const { counted, object } = counting()
  const session = new MontySession({ limits: { maxHostCalls: 10 } })
  await session.feedAsync('m', { inputs: { m: hostObject(object, { attributes: ['reading'] }) } })
  for (let feed = 1; feed <= 3; feed++) {
    await session.feedAsync('for i in range(10):\n    m.reading')
    expect(counted.times).toBe(10 * feed)
  }
})
