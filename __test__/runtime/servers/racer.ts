// Resumes a run in a process of its own: racer.ts STORE PLACE TOKEN CALL_ID. Prints what came of it.
import { join } from 'node:path'
import { Pool } from 'pg'
import { createClient } from 'redis'
import { tool } from '../../../src/host/tool.js'
import {
  MontyRuntime,
  PostgresStore,
  RedisStore,
  type SnapshotStore,
  type SqliteDatabase,
  SqliteStore,
} from '../../../src/runtime/index.js'
import { optional } from '../../support/optional.js'

const [kind, place = '', token = '', callId] = process.argv.slice(2)

async function storeOf(): Promise<SnapshotStore> {
  switch (kind) {
    case 'sqlite':
      return new SqliteStore(join(place, 'runs.db'))
    case 'better-sqlite': {
      const Database = optional('better-sqlite3') as new (path: string) => SqliteDatabase
      return new SqliteStore(new Database(join(place, 'runs.db')))
    }
    case 'postgres':
      return new PostgresStore(new Pool({ host: place, user: 'monty', database: 'postgres' }))
    case 'redis': {
      const client = createClient({ socket: { path: join(place, 'redis.sock'), tls: false } })
      await client.connect()
      return new RedisStore(client)
    }
    default:
      throw new Error(`there is no store ${kind}`)
  }
}

const runtime = new MontyRuntime({
  isolation: 'none',
  snapshots: { store: await storeOf(), key: 'a secret of thirty-two bytes, no less' },
  tools: {
    pay: tool({ input: { type: 'object' }, needsApproval: true, execute: () => process.pid }),
  },
})
// Both are ready before either begins.
process.stdout.write('ready\n')
process.stdin.once('data', () => {
  const execution = runtime.resume(token, [{ callId: Number(callId), action: 'approve' }])
  void execution.outcome.then((outcome) => {
    process.stdout.write(
      `${outcome.status === 'ok' ? `ok ${String(outcome.value)}` : outcome.status}\n`,
    )
    process.exit()
  })
})
