import { describe, expect, it } from 'vitest'
import { Monty, MontyRuntimeError } from '../../src/index.js'
import { MontyRuntime } from '../../src/runtime/index.js'
import { tool } from '../../src/host/index.js'

function revoked(target: object = {}): object {
  const { proxy, revoke } = Proxy.revocable(target, {})
  revoke()
  return proxy
}

const RESULTS: Array<[string, () => unknown]> = [
  [
    'a `then` that cannot be looked at',
    () => ({
      // oxlint-disable-next-line unicorn/no-thenable
      get then() {
        throw new Error('no')
      },
    }),
  ],
  [
    'a `then` that throws',
    () => ({
      // oxlint-disable-next-line unicorn/no-thenable
      then() {
        throw new Error('no')
      },
    }),
  ],
  ['a proxy that was revoked', () => revoked()],
  ['a list of one', () => [revoked([])]],
  ['a promise of a list of one', async () => [revoked()]],
  ['a rejection with one', () => Promise.reject(revoked())],
  [
    'a proxy that shows nothing',
    () =>
      new Proxy(
        {},
        {
          ownKeys() {
            throw new Error('no')
          },
        },
      ),
  ],
]

describe.each(['none', 'process'] as const)('isolation %s', (isolation) => {
  it.each(RESULTS)('%s is an exception in Python', async (_, f) => {
    // Awaited where it is a promise, or may be.
    for (const code of ['f()', 'await f()']) {
      const run = new Monty(code).runAsync({ externalFunctions: { f }, isolation })
      const error = await run.then(
        () => undefined,
        (reason: unknown) => reason,
      )
      expect(error).toBeInstanceOf(MontyRuntimeError)
    }
  })

  it.each(RESULTS)('%s of a tool is an outcome', async (_, execute) => {
    const f = tool({ input: { type: 'object', properties: {} }, execute })
    const runtime = new MontyRuntime({ tools: { f }, isolation })
    const { status } = await runtime.execute('await f()').outcome
    expect(status).toBe('error')
    await runtime.close()
  })
})
