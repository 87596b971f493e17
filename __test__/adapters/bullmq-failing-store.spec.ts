import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { pythonQueue, pythonWorker } from 'monty-node/bullmq'
import { tool } from '../../src/host/index.js'
import {
  MontyRuntime,
  MontyUsageError,
  type Outcome,
  RedisStore,
  type SnapshotStore,
} from '../../src/index.js'
import { redisServer, startRedis } from '../runtime/servers/redis.js'
import { type ServedQueue, serveQueue } from '../runtime/servers/served-queue.js'

const KEY = 'a secret of thirty-two bytes, no less'
const areRequired = process.env['MONTY_STORE_SERVERS'] === 'required'
let made: string[] = []
const tools = {
  note: tool({
    input: z.object({ text: z.string() }),
    execute: ({ text }) => {
      made.push(text)
      return text
    },
  }),
}
const code = `
got = []
for text in ["a", "b"]:
    try:
        got.append(await note(text))
    except Exception as error:
        got.append(str(error))
got`

describe.skipIf(redisServer === undefined && !areRequired)('a store out of reach', () => {
  let served: ServedQueue
  beforeAll(async () => {
    served = await serveQueue('redis', startRedis, KEY, { isolation: 'none', tools })
  })
  afterAll(() => served.close())

  /** What comes of a program when `failureOf` says of each access to the store whether it fails, and how. */
  async function outcomeWith(
    name: string,
    failureOf: (method: string, id: string) => Error | undefined,
    program = code,
  ): Promise<Outcome> {
    made = []
    const inner = new RedisStore(served.open.place.connection as never)
    const store: SnapshotStore = new Proxy(inner, {
      get: (target, member) => {
        const value: unknown = Reflect.get(target, member)
        if (typeof value !== 'function') return value
        return async (...args: unknown[]) => {
          const failure = failureOf(String(member), String(args[0]))
          if (failure !== undefined) throw failure
          return (value as (...given: unknown[]) => unknown).apply(target, args)
        }
      },
    })
    const place = { ...served.open.place, name }
    const runtime = new MontyRuntime({
      isolation: 'none',
      typeCheck: false,
      tools,
      snapshots: { store, key: KEY },
    })
    await using queue = pythonQueue(place)
    await using worker = pythonWorker(runtime, { ...place, worker: { drainDelay: 1 } })
    await worker.ready()
    const outcome = await queue.execute(program).outcome
    await sleep(50)
    return outcome
  }

  /** What comes of the program when `fails` says of each write of a call whether it fails, and how. */
  function outcomeWhen(
    name: string,
    fails: (write: number) => Error | undefined,
  ): Promise<Outcome> {
    let writes = 0
    return outcomeWith(name, (method, id) =>
      method === 'put' && id.includes('/call/') ? fails(writes++) : undefined,
    )
  }

  it('is waited for, and Python does not hear of it', async () => {
    const away = Object.assign(new Error('sorry, too many clients already'), { code: '53300' })
    const outcome = await outcomeWhen('away', (write) => (write % 3 === 0 ? away : undefined))
    expect(outcome).toMatchObject({ status: 'ok', value: ['a', 'b'] })
    expect(made).toEqual(['a', 'b'])
  })

  it('ends the run when it refuses, before a call that could not be written down', async () => {
    const outcome = await outcomeWhen('refusing', (write) =>
      write >= 2 ? new MontyUsageError('no more room') : undefined,
    )
    expect(outcome).toMatchObject({
      status: 'crashed',
      error: { message: 'the store failed: no more room' },
    })
    expect(made).toEqual(['a'])
  })

  it('fails no claim while Python runs, which makes none', async () => {
    const away = Object.assign(new Error('Connection terminated'), { code: '08006' })
    const outcome = await outcomeWith('claims', (method) => (method === 'claim' ? away : undefined))
    expect(outcome).toMatchObject({ status: 'ok', value: ['a', 'b'] })
    expect(made).toEqual(['a', 'b'])
  })

  it('has the calls of a program that failed, and until then none to take over', async () => {
    const seen: string[] = []
    const outcome = await outcomeWith(
      'kept',
      (method, id) => void seen.push(`${method} ${id.split('/')[0]}`),
      'await note("a")\nawait note("b")\nraise ValueError("no")',
    )
    expect(outcome.status).toBe('error')
    const begun = seen.findIndex((entry) => entry === 'put made')
    expect(seen.filter((entry) => entry === 'put made')).toHaveLength(1)
    expect(seen.slice(0, begun).filter((entry) => entry.startsWith('put '))).not.toEqual([])
    expect(seen.slice(begun + 1).filter((entry) => entry.startsWith('put '))).toEqual([])
    const next = await served.runtime.execute('[await note("a"), await note("c")]', {
      after: outcome.runId,
    }).outcome
    expect(next).toMatchObject({ status: 'ok', value: ['a', 'c'] })
    expect(made).toEqual(['a', 'b', 'c'])
  })
})
