import { MontyUsageError } from '../../core/errors.js'
import { nodeCrypto } from '../../core/node.js'
import type { Claim, SnapshotStore, StoredEntry } from './store.js'
import { wallClockNow } from '../../core/timers.js'

/** A pool or client of `pg`. */
export interface PostgresClient {
  query(
    sql: string,
    values?: unknown[],
  ): Promise<{ rows: Array<Record<string, unknown>>; rowCount: number | null }>
}

const SCHEMA = `CREATE TABLE IF NOT EXISTS monty_snapshots (
  id text PRIMARY KEY, data bytea NOT NULL, expires_at double precision NOT NULL,
  lease text, leased_until double precision NOT NULL DEFAULT 0)`

const SWEEP_EVERY_MS = 60_000

/**
 * Keeps snapshots in the PostgreSQL table `monty_snapshots`, which is created if missing.
 *
 * @example
 * ```ts
 * new PostgresStore(new pg.Pool({ connectionString }))
 * ```
 */
export class PostgresStore implements SnapshotStore {
  readonly #client: PostgresClient
  #ready: Promise<unknown> | undefined
  #sweptAt = 0

  /** @throws MontyUsageError for a value that is not a client */
  constructor(client: PostgresClient) {
    if (typeof (client as PostgresClient | undefined)?.query !== 'function') {
      throw new MontyUsageError('PostgresStore needs a client or a pool, as in new pg.Pool(…)')
    }
    this.#client = client
  }

  async #query(
    sql: string,
    values: unknown[],
  ): Promise<Awaited<ReturnType<PostgresClient['query']>>> {
    this.#ready ??= this.#prepare()
    await this.#ready
    return this.#client.query(sql, values)
  }

  async #prepare(): Promise<void> {
    try {
      await this.#client.query(SCHEMA)
    } catch (error) {
      // Two processes that start together may both find the table missing; one of them then gets this error.
      if (!isThere(error)) {
        this.#ready = undefined
        throw error
      }
    }
  }

  async put(id: string, data: Uint8Array, { expiresAt }: { expiresAt: number }): Promise<void> {
    await this.#sweep()
    await this.#query(
      `INSERT INTO monty_snapshots (id, data, expires_at) VALUES ($1, $2, $3)
       ON CONFLICT (id) DO UPDATE SET data = excluded.data, expires_at = excluded.expires_at,
         lease = NULL, leased_until = 0`,
      [id, Buffer.from(data), expiresAt],
    )
  }

  /** Removes expired entries; at intervals, as it scans the whole table. */
  async #sweep(): Promise<void> {
    const now = wallClockNow()
    if (now - this.#sweptAt < SWEEP_EVERY_MS) return
    this.#sweptAt = now
    await this.#query('DELETE FROM monty_snapshots WHERE expires_at <= $1', [now])
  }

  async claim(id: string, { leaseMs }: { leaseMs: number }): Promise<Claim | undefined> {
    const lease = nodeCrypto().randomUUID()
    const now = wallClockNow()
    // One atomic statement: the second of two claims waits for the first and then finds the entry claimed.
    const { rows } = await this.#query(
      `UPDATE monty_snapshots SET lease = $1, leased_until = $2
       WHERE id = $3 AND expires_at > $4 AND leased_until <= $4 RETURNING data`,
      [lease, now + leaseMs, id, now],
    )
    const [row] = rows
    return row && { data: row['data'] as Uint8Array, lease }
  }

  async consume(id: string, lease: string): Promise<boolean> {
    const { rowCount } = await this.#query(
      'DELETE FROM monty_snapshots WHERE id = $1 AND lease = $2',
      [id, lease],
    )
    return (rowCount ?? 0) > 0
  }

  async release(id: string, lease: string): Promise<boolean> {
    const { rowCount } = await this.#query(
      'UPDATE monty_snapshots SET lease = NULL, leased_until = 0 WHERE id = $1 AND lease = $2',
      [id, lease],
    )
    return (rowCount ?? 0) > 0
  }

  async read(id: string): Promise<Uint8Array | undefined> {
    const { rows } = await this.#query(
      'SELECT data FROM monty_snapshots WHERE id = $1 AND expires_at > $2',
      [id, wallClockNow()],
    )
    return rows[0]?.['data'] as Uint8Array | undefined
  }

  async remove(ids: readonly string[]): Promise<void> {
    await this.#query('DELETE FROM monty_snapshots WHERE id = ANY($1)', [[...ids]])
  }

  async list({ prefix = '' }: { prefix?: string } = {}): Promise<StoredEntry[]> {
    const now = wallClockNow()
    const { rows } = await this.#query(
      `SELECT id, expires_at, leased_until FROM monty_snapshots
       WHERE expires_at > $1 AND starts_with(id, $2) ORDER BY id COLLATE "C"`,
      [now, prefix],
    )
    return rows.map((row) => {
      const leasedUntil = Number(row['leased_until'])
      return {
        id: String(row['id']),
        expiresAt: Number(row['expires_at']),
        leasedUntil: leasedUntil > now ? leasedUntil : undefined,
      }
    })
  }
}

/** SQLSTATEs for a table, or its row in the catalogue, that exists already. */
const THERE: ReadonlySet<unknown> = new Set(['42P07', '23505', '42710'])

const isThere = (error: unknown): boolean => THERE.has((error as { code?: unknown }).code)
