import { setTimeout as sleep } from 'node:timers/promises'
import { createPostgresBackend } from 'bullmq'
import { Pool } from 'pg'
import { expect, it, vi } from 'vitest'
import { pythonQueue, pythonWorker } from 'monty-node/bullmq'
import { z } from 'zod'
import { tool } from '../../src/host/index.js'
import { MontyRuntime, PostgresStore } from '../../src/runtime/index.js'
import { openPlace } from '../runtime/servers/queue-place.js'
import { postgres, startPostgres } from '../runtime/servers/postgres.js'

const areRequired = process.env['MONTY_STORE_SERVERS'] === 'required'

/** Each kind of step that a queue does is undone by PostgreSQL once, as it is when two workers are in each other's way. */
class Contended extends Pool {
  readonly undone: string[] = []
  readonly #left = new Set(['add_job', 'update_progress', 'move_active_to_wait'])

  override query(...args: unknown[]): any {
    const sql = String(args[0])
    const step = [...this.#left].find((name) => sql.includes(`${name}(`))
    if (step === undefined) return super.query(...(args as [string]))
    this.#left.delete(step)
    this.undone.push(step)
    return Promise.reject(Object.assign(new Error('deadlock detected'), { code: '40P01' }))
  }
}

it.skipIf(postgres === undefined && !areRequired)(
  'what PostgreSQL has undone because of others is done again, and ends no run',
  async () => {
    const server = await startPostgres()
    const open = await openPlace('postgres', server.folder)
    const first = pythonQueue(open.place)
    await first.bullmq.waitUntilReady()
    await first.close()
    await open.close()
    const pool = new Contended({
      host: server.folder,
      user: 'monty',
      database: 'postgres',
      max: 40,
      options: '-c search_path=bullmq,public',
    })
    let calls = 0
    const runtimeOf = (callMs: number): MontyRuntime =>
      new MontyRuntime({
        isolation: 'none',
        typeCheck: false,
        snapshots: { store: new PostgresStore(pool), key: 'a secret of thirty-two bytes, no less' },
        tools: { count: tool({ input: z.object({}), execute: () => sleep(callMs, ++calls) }) },
      })
    const place = { backend: createPostgresBackend, connection: pool }
    const queue = pythonQueue(place)
    // Slow, so that it is drained long before the last call.
    const worker = pythonWorker(runtimeOf(300), { ...place, worker: { drainDelay: 1 } })
    const code = 'print("begun")\nfor n in range(40):\n    await count()\nn'
    const execution = queue.execute(code)
    await vi.waitUntil(() => calls >= 2, { timeout: 30_000 })
    await worker.drain()
    expect(calls).toBeLessThan(40)
    const next = pythonWorker(runtimeOf(1), { ...place, worker: { drainDelay: 1 } })
    expect(await execution.value()).toBe(39)
    expect(calls).toBe(40)
    expect(pool.undone.toSorted()).toEqual(['add_job', 'move_active_to_wait', 'update_progress'])
    await Promise.all([next.close(), queue.close()])
    await pool.end()
    await server.stop()
  },
)
