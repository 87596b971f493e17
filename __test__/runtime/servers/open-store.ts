import { join } from 'node:path'
import { Pool } from 'pg'
import { createClient } from 'redis'
import {
  PostgresStore,
  RedisStore,
  type SnapshotStore,
  type SqliteDatabase,
  SqliteStore,
} from '../../../src/runtime/index.js'
import { optional } from '../../support/optional.js'

/** The store of a test, opened by another process. */
export async function openStore(kind: string | undefined, place: string): Promise<SnapshotStore> {
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
