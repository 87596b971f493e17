import { MontyUsageError } from '../../core/errors.js'
import { requireNear } from '../../core/location.js'
import { nodeCrypto } from '../../core/node.js'
import type { Claim, SnapshotStore, StoredEntry } from './store.js'
import { wallClockNow } from '../../core/timers.js'

/** A prepared statement of `node:sqlite` or `better-sqlite3`. */
export interface SqliteStatement {
  run(...values: unknown[]): { changes: number | bigint }
  get(...values: unknown[]): unknown
  all(...values: unknown[]): unknown[]
}

/** An open database of `node:sqlite` or `better-sqlite3`. */
export interface SqliteDatabase {
  exec(sql: string): unknown
  prepare(sql: string): SqliteStatement
}

interface Row {
  id: string
  data: Uint8Array
  expires_at: number
  leased_until: number
}

const SCHEMA = `CREATE TABLE IF NOT EXISTS monty_snapshots (
  id TEXT PRIMARY KEY, data BLOB NOT NULL, expires_at REAL NOT NULL,
  lease TEXT, leased_until REAL NOT NULL DEFAULT 0)`

/** Opens a database with `node:sqlite`, available from Node 22.13 and 23.4, and with a flag from 22.5. */
function openDatabase(path: string): SqliteDatabase {
  let sqlite: { DatabaseSync: new (path: string) => SqliteDatabase }
  try {
    sqlite = requireNear('node:sqlite') as typeof sqlite
  } catch (error) {
    throw new MontyUsageError(
      `Node ${process.versions.node} has no node:sqlite, which is there from 22.13 and 23.4 on (before, from ` +
        '22.5 on, with --experimental-sqlite): give SqliteStore a database of better-sqlite3',
      'MONTY_USAGE',
      error,
    )
  }
  const database = new sqlite.DatabaseSync(path)
  database.exec('PRAGMA journal_mode = WAL; PRAGMA busy_timeout = 5000')
  return database
}

/**
 * Keeps snapshots in an SQLite file, which processes of one machine can share.
 *
 * @example
 * ```ts
 * new SqliteStore('runs.db')
 * new SqliteStore(new Database('runs.db')) // better-sqlite3
 * ```
 */
export class SqliteStore implements SnapshotStore {
  readonly #put: SqliteStatement
  readonly #claim: SqliteStatement
  readonly #consume: SqliteStatement
  readonly #release: SqliteStatement
  readonly #read: SqliteStatement
  readonly #list: SqliteStatement
  readonly #remove: SqliteStatement
  readonly #sweep: SqliteStatement

  /** @throws MontyUsageError for a path where Node has no `node:sqlite`, and for a value that is not a database */
  constructor(database: string | SqliteDatabase) {
    const db = typeof database === 'string' ? openDatabase(database) : database
    if (typeof (db as Partial<SqliteDatabase> | undefined)?.exec !== 'function') {
      throw new MontyUsageError(
        'SqliteStore needs a path, or a database of node:sqlite or better-sqlite3',
      )
    }
    db.exec(SCHEMA)
    this.#put = db.prepare(
      `INSERT INTO monty_snapshots (id, data, expires_at) VALUES (?, ?, ?)
       ON CONFLICT (id) DO UPDATE SET data = excluded.data, expires_at = excluded.expires_at,
         lease = NULL, leased_until = 0`,
    )
    // One atomic statement, so that only one of two processes claims the entry.
    this.#claim = db.prepare(
      `UPDATE monty_snapshots SET lease = ?, leased_until = ?
       WHERE id = ? AND expires_at > ? AND leased_until <= ? RETURNING data`,
    )
    this.#consume = db.prepare('DELETE FROM monty_snapshots WHERE id = ? AND lease = ?')
    this.#release = db.prepare(
      'UPDATE monty_snapshots SET lease = NULL, leased_until = 0 WHERE id = ? AND lease = ?',
    )
    this.#read = db.prepare('SELECT data FROM monty_snapshots WHERE id = ? AND expires_at > ?')
    this.#list = db.prepare(
      `SELECT id, expires_at, leased_until FROM monty_snapshots
       WHERE expires_at > ? AND substr(id, 1, length(?)) = ? ORDER BY id`,
    )
    this.#remove = db.prepare('DELETE FROM monty_snapshots WHERE id = ?')
    this.#sweep = db.prepare('DELETE FROM monty_snapshots WHERE expires_at <= ?')
  }

  async put(id: string, data: Uint8Array, { expiresAt }: { expiresAt: number }): Promise<void> {
    this.#sweep.run(wallClockNow())
    this.#put.run(id, data, expiresAt)
  }

  async claim(id: string, { leaseMs }: { leaseMs: number }): Promise<Claim | undefined> {
    const lease = nodeCrypto().randomUUID()
    const now = wallClockNow()
    const row = this.#claim.get(lease, now + leaseMs, id, now, now) as Row | undefined
    return row && { data: row.data, lease }
  }

  async consume(id: string, lease: string): Promise<boolean> {
    return Number(this.#consume.run(id, lease).changes) > 0
  }

  async release(id: string, lease: string): Promise<boolean> {
    return Number(this.#release.run(id, lease).changes) > 0
  }

  async read(id: string): Promise<Uint8Array | undefined> {
    const row = this.#read.get(id, wallClockNow()) as Pick<Row, 'data'> | undefined
    return row?.data
  }

  async remove(ids: readonly string[]): Promise<void> {
    for (const id of ids) this.#remove.run(id)
  }

  async list({ prefix = '' }: { prefix?: string } = {}): Promise<StoredEntry[]> {
    const now = wallClockNow()
    const rows = this.#list.all(now, prefix, prefix) as Row[]
    return rows.map((row) => ({
      id: row.id,
      expiresAt: row.expires_at,
      leasedUntil: row.leased_until > now ? row.leased_until : undefined,
    }))
  }
}
