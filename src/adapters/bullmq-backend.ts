import type { BackendFactory, QueueOptions, WorkerOptions } from 'bullmq'
import { delay, MontyUsageError, monotonicNow } from '../internals.js'
import type { TenantCounters } from '../runtime/tenants/counters.js'

/** Any backend of BullMQ. */
export type QueueBackend = BackendFactory<any, any>

/** Location of a queue. */
export interface QueuePlace {
  /** The name of the queue. Default `'python'`. */
  name?: string
  /**
   * The connection to the database, as BullMQ's option `connection`. For Redis a client of `redis`
   * or `ioredis`, or options of the latter; for `createPostgresBackend` a pool or options of `pg`.
   */
  connection: unknown
  /** The database: BullMQ's `createPostgresBackend` for PostgreSQL. Default: Redis. */
  backend?: QueueBackend
  /**
   * Counts turns, so that runs of several tenants alternate: however many runs of one tenant wait,
   * another tenant's next run is not delayed by more than one of them. `RedisCounters` or
   * `PostgresCounters`, the same for the queue and its workers. Default: runs start in the order of
   * their requests.
   */
  counters?: TenantCounters
  /** Prefix of the keys in Redis. Default BullMQ's own, `'bull'`. */
  prefix?: string
}

/** The location in the form that the constructors of BullMQ's classes take. */
export interface CompletePlace {
  readonly name: string
  readonly connection: { readonly connection: any; readonly prefix?: string }
  readonly backend: QueueBackend | undefined
  readonly counters: TenantCounters | undefined
}

/** Checks the location of a queue. */
export function resolvePlace(given: QueuePlace, what: string, defaultName: string): CompletePlace {
  if (typeof given !== 'object' || given === null || given.connection === undefined) {
    throw new MontyUsageError(`${what} needs a connection, as BullMQ's classes do`)
  }
  const { name = defaultName, connection, backend, prefix, counters } = given
  if (typeof name !== 'string' || name === '' || name.includes(':')) {
    throw new MontyUsageError(`${what}: name must be a text without colons`)
  }
  if (backend !== undefined && typeof backend !== 'function') {
    throw new MontyUsageError(`${what}: backend must be one of BullMQ's, as createPostgresBackend`)
  }
  if (counters !== undefined && typeof counters?.turn !== 'function') {
    throw new MontyUsageError(`${what}: counters must be RedisCounters or PostgresCounters`)
  }
  return {
    name,
    connection: prefix === undefined ? { connection } : { connection, prefix },
    backend,
    counters,
  }
}

/**
 * Creates an object of BullMQ with the backend, if any: the constructors do not accept `undefined`.
 */
export function withBackend<T extends object>(
  { backend }: CompletePlace,
  make: (...backend: [QueueBackend] | []) => T,
): T {
  const made = backend === undefined ? make() : make(backend)
  void hearErrors(made)
  return made
}

/** The part of BullMQ's objects that leads to their client of Redis. */
interface Connected {
  getBackend?(): { readonly client?: Promise<Listened> }
}

interface Listened {
  on?(event: 'error', listener: () => void): void
}

/** Clients with a listener. */
const heard = new WeakSet<Listened>()

/**
 * Listens to errors of a shared client as BullMQ passes them on. It goes on doing so when its object
 * is closed, and without a listener a lost connection would then end the process.
 */
async function hearErrors(made: Connected): Promise<void> {
  try {
    const client = await made.getBackend?.().client
    if (client === undefined || heard.has(client)) return
    heard.add(client)
    client.on?.('error', () => {})
  } catch {
    // The object was closed before it was connected.
  }
}

/** Codes of PostgreSQL for a statement that was rolled back because of concurrent ones. */
const ROLLED_BACK: ReadonlySet<unknown> = new Set(['40P01', '40001'])
const TRIES = 6
const FIRST_WAIT_MS = 10
/** Codes of a database that is out of reach: it restarts, or has too many clients. */
const AWAY =
  /^(ECONNREFUSED|ECONNRESET|EPIPE|ENOENT|ETIMEDOUT|08\d{3}|53300|57P0[123])$|^Connection terminated/
/** Time for which a database may be out of reach, in ms. */
const PATIENCE_MS = 20_000
const LAST_WAIT_MS = 2_000

/**
 * Runs one step of the queue, and retries it when the database rolled it back because of concurrent
 * steps, or is out of reach for a while.
 */
export async function stepOf<T>(step: () => Promise<T>): Promise<T> {
  const began = monotonicNow()
  for (let tries = 1; ; tries++) {
    try {
      return await step()
    } catch (error) {
      const { code, message } = (error ?? {}) as { code?: unknown; message?: unknown }
      const isAway = AWAY.test(String(code)) || AWAY.test(String(message))
      const mayReturn = isAway
        ? monotonicNow() - began < PATIENCE_MS
        : tries < TRIES && ROLLED_BACK.has(code)
      if (!mayReturn) throw error
      // A random wait, so that the conflicting steps do not collide again.
      const waitMs = FIRST_WAIT_MS * 2 ** tries * (isAway ? 1 : Math.random())
      await delay(Math.min(LAST_WAIT_MS, waitMs))
    }
  }
}

export type BullOptions = Omit<QueueOptions<any>, 'connection' | 'prefix'>
export type BullWorkerOptions = Omit<
  WorkerOptions<any>,
  'connection' | 'prefix' | 'name' | 'autorun'
>
