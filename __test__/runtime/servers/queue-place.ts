import { join } from 'node:path'
import { createPostgresBackend } from 'bullmq'
import { Pool } from 'pg'
import { createClient } from 'redis'
import type { QueuePlace } from '../../../src/adapters/bullmq.js'
import {
  PostgresCounters,
  PostgresStore,
  RedisCounters,
  RedisStore,
  type SnapshotStore,
  type TenantCounters,
} from '../../../src/runtime/index.js'

/** A queue and a store in the same database, as a process reaches them. */
export interface OpenPlace {
  readonly place: QueuePlace
  readonly store: SnapshotStore
  readonly counters: TenantCounters
  /** Of PostgreSQL. */
  readonly pool?: Pool
  close(): Promise<void>
}

/** Opens the database of a test: `folder` is where its socket is. */
export async function openPlace(kind: string, folder: string): Promise<OpenPlace> {
  return kind === 'redis' ? openRedis(folder) : openPostgres(folder)
}

async function openRedis(folder: string): Promise<OpenPlace> {
  const client = createClient({ socket: { path: join(folder, 'redis.sock'), tls: false } })
  // A server that is started again is reached again.
  client.on('error', () => {})
  await client.connect()
  return {
    place: { connection: client },
    store: new RedisStore(client),
    counters: new RedisCounters(client),
    close: async () => client.destroy(),
  }
}

async function openPostgres(folder: string): Promise<OpenPlace> {
  const pool = new Pool({ host: folder, user: 'monty', database: 'postgres', max: 4 })
  pool.on('error', () => {})
  pool.on('connect', (client) => client.on('error', () => {}))
  return {
    place: {
      backend: createPostgresBackend,
      connection: { host: folder, user: 'monty', database: 'postgres', migrate: true, max: 4 },
    },
    store: new PostgresStore(pool),
    counters: new PostgresCounters(pool),
    pool,
    close: () => pool.end(),
  }
}
