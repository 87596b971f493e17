import { MontyUsageError } from '../../core/errors.js'
import type { PostgresClient } from '../stores/postgres.js'
import type { RedisClient } from '../stores/redis.js'

/**
 * Counts what tenants of a queue have had, for all processes that use it, so that each has its turn: in the time
 * of a fair queue, in which a run takes as long as its tenant's weight says.
 */
export interface TenantCounters {
  /** When a tenant's next run has its turn; the one after that comes later by the inverse of its weight. */
  turn(queue: string, tenant: string, weight: number): Promise<number>
  /** A run whose turn was then has begun: nobody is given an earlier turn. */
  began(queue: string, turn: number): Promise<void>
  /** Nothing waits: time begins anew. */
  reset(queue: string): Promise<void>
}

const NOW = 'now'
const ofTenant = (tenant: string): string => `t:${tenant}`

const TURN = `local now = tonumber(redis.call('HGET', KEYS[1], ARGV[1]) or '0')
local own = tonumber(redis.call('HGET', KEYS[1], ARGV[2]) or '0')
local turn = math.max(now, own)
redis.call('HSET', KEYS[1], ARGV[2], tostring(turn + tonumber(ARGV[3])))
return tostring(turn)`
const BEGAN = `local now = tonumber(redis.call('HGET', KEYS[1], ARGV[1]) or '0')
if tonumber(ARGV[2]) > now then redis.call('HSET', KEYS[1], ARGV[1], ARGV[2]) end
return 1`

/**
 * Counts in Redis.
 *
 * @example
 * ```ts
 * new RedisCounters(await createClient({ url }).connect())
 * ```
 */
export class RedisCounters implements TenantCounters {
  readonly #client: RedisClient
  readonly #prefix: string

  /** @throws MontyUsageError for what is no client */
  constructor(client: RedisClient, options: { keyPrefix?: string } = {}) {
    if (typeof (client as RedisClient | undefined)?.sendCommand !== 'function') {
      throw new MontyUsageError('RedisCounters needs a client, as createClient(…) of redis gives')
    }
    this.#client = client
    this.#prefix = options.keyPrefix ?? 'monty:'
  }

  #key(queue: string): string {
    return `{${this.#prefix}turns}:${queue}`
  }

  async turn(queue: string, tenant: string, weight: number): Promise<number> {
    const values = [NOW, ofTenant(tenant), String(1 / weight)]
    return Number(await this.#client.sendCommand(['EVAL', TURN, '1', this.#key(queue), ...values]))
  }

  async began(queue: string, turn: number): Promise<void> {
    await this.#client.sendCommand(['EVAL', BEGAN, '1', this.#key(queue), NOW, String(turn)])
  }

  async reset(queue: string): Promise<void> {
    await this.#client.sendCommand(['DEL', this.#key(queue)])
  }
}

const SCHEMA = `CREATE TABLE IF NOT EXISTS monty_turns (
  queue text NOT NULL, name text NOT NULL, turn double precision NOT NULL, PRIMARY KEY (queue, name))`

/**
 * Counts in a table of PostgreSQL, `monty_turns`, which it makes when it is missing.
 *
 * @example
 * ```ts
 * new PostgresCounters(new pg.Pool({ connectionString }))
 * ```
 */
export class PostgresCounters implements TenantCounters {
  readonly #client: PostgresClient
  #ready: Promise<unknown> | undefined

  /** @throws MontyUsageError for what is no client */
  constructor(client: PostgresClient) {
    if (typeof (client as PostgresClient | undefined)?.query !== 'function') {
      throw new MontyUsageError('PostgresCounters needs a client or a pool, as in new pg.Pool(…)')
    }
    this.#client = client
  }

  async #query(sql: string, values: unknown[]): Promise<Array<Record<string, unknown>>> {
    // Two processes that begin together may both find it missing; what the second is told is no matter.
    this.#ready ??= this.#client.query(SCHEMA).catch(() => {})
    await this.#ready
    return (await this.#client.query(sql, values)).rows
  }

  async turn(queue: string, tenant: string, weight: number): Promise<number> {
    const [row] = await this.#query(
      `INSERT INTO monty_turns (queue, name, turn)
       SELECT $1, $2, coalesce((SELECT turn FROM monty_turns WHERE queue = $1 AND name = $3), 0) + $4
       ON CONFLICT (queue, name) DO UPDATE SET turn = $4 + greatest(monty_turns.turn,
         coalesce((SELECT turn FROM monty_turns WHERE queue = $1 AND name = $3), 0))
       RETURNING turn`,
      [queue, ofTenant(tenant), NOW, 1 / weight],
    )
    return Number(row?.['turn']) - 1 / weight
  }

  async began(queue: string, turn: number): Promise<void> {
    await this.#query(
      `INSERT INTO monty_turns (queue, name, turn) VALUES ($1, $2, $3)
       ON CONFLICT (queue, name) DO UPDATE SET turn = greatest(monty_turns.turn, excluded.turn)`,
      [queue, NOW, turn],
    )
  }

  async reset(queue: string): Promise<void> {
    await this.#query('DELETE FROM monty_turns WHERE queue = $1', [queue])
  }
}
