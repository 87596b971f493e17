import type { BackendFactory, QueueOptions, WorkerOptions } from 'bullmq'
import { delay, MontyUsageError } from '../internals.js'
import type { TenantCounters } from '../runtime/tenants/counters.js'

/** Any backend of BullMQ's. */
export type QueueBackend = BackendFactory<any, any>

/** Where a queue is kept. */
export interface QueuePlace {
  /** Its name. Default `'python'`. */
  name?: string
  /**
   * How its database is reached: what BullMQ takes as `connection`. For Redis a client of `redis` or
   * `ioredis`, or options of the latter; for `createPostgresBackend` a pool or options of `pg`.
   */
  connection: unknown
  /** The database: BullMQ's `createPostgresBackend` for PostgreSQL. Default: Redis. */
  backend?: QueueBackend
  /**
   * Counts turns, so that each tenant has its own: however many runs of one wait, another's next run is not
   * delayed by more than one of theirs. `RedisCounters` or `PostgresCounters`, the same for the queue and its
   * workers. Default: runs come first that were asked for first.
   */
  counters?: TenantCounters
  /** What the keys in Redis begin with. Default BullMQ's own, `'bull'`. */
  prefix?: string
}

/** The same, as the constructors of BullMQ's classes take it. */
export interface CompletePlace {
  readonly name: string
  readonly connection: { readonly connection: any; readonly prefix?: string }
  readonly backend: QueueBackend | undefined
  readonly counters: TenantCounters | undefined
}

/** Checks where a queue is kept. */
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

/** Makes one of BullMQ's objects with the backend there is: its constructors take none as theirs. */
export function withBackend<T>(
  { backend }: CompletePlace,
  make: (...backend: [QueueBackend] | []) => T,
): T {
  return backend === undefined ? make() : make(backend)
}

/** What PostgreSQL says of a statement that it has undone as others were in its way. */
const UNDONE: ReadonlySet<unknown> = new Set(['40P01', '40001'])
const TRIES = 6
const FIRST_WAIT_MS = 10

/** Does one step of the queue's, again where the database has undone it because of others. */
export async function stepOf<T>(step: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await step()
    } catch (error) {
      if (tries === TRIES || !UNDONE.has((error as { code?: unknown } | null)?.code)) throw error
      // Those that met are not to meet again.
      await delay(FIRST_WAIT_MS * 2 ** tries * Math.random())
    }
  }
}

export type BullOptions = Omit<QueueOptions<any>, 'connection' | 'prefix'>
export type BullWorkerOptions = Omit<
  WorkerOptions<any>,
  'connection' | 'prefix' | 'name' | 'autorun'
>
