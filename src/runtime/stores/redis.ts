import { MontyUsageError } from '../../core/errors.js'
import { checkNames, namesOf } from '../../core/option-checks.js'
import { nodeCrypto } from '../../core/node.js'
import type { Claim, SnapshotStore, StoredEntry } from './store.js'
import { wallClockNow } from '../../core/timers.js'

/** A connected client of `redis`. */
export interface RedisClient {
  sendCommand(command: string[]): Promise<unknown>
}

/** Options of a {@link RedisStore}. */
export interface RedisStoreOptions {
  /** Prefix of all keys. Default `'monty:'`. */
  keyPrefix?: string
}

// Each script is atomic. Redis removes expired entries.
const PUT = `redis.call('DEL', KEYS[1])
redis.call('HSET', KEYS[1], 'data', ARGV[1], 'expires', ARGV[2], 'until', '0')
redis.call('PEXPIREAT', KEYS[1], ARGV[2])
redis.call('ZADD', KEYS[2], 0, ARGV[3])
return 1`
const CLAIM = `local held = redis.call('HGET', KEYS[1], 'until')
if not held or tonumber(held) > tonumber(ARGV[2]) then return nil end
redis.call('HSET', KEYS[1], 'lease', ARGV[1], 'until', ARGV[3])
return redis.call('HGET', KEYS[1], 'data')`
const CONSUME = `if redis.call('HGET', KEYS[1], 'lease') ~= ARGV[1] then return 0 end
redis.call('DEL', KEYS[1])
redis.call('ZREM', KEYS[2], ARGV[2])
return 1`
const RELEASE = `if redis.call('HGET', KEYS[1], 'lease') ~= ARGV[1] then return 0 end
redis.call('HDEL', KEYS[1], 'lease')
redis.call('HSET', KEYS[1], 'until', '0')
return 1`
const READ = `return redis.call('HGET', KEYS[1], 'data')`
const REMOVE = `for at = 2, #ARGV do
  redis.call('DEL', ARGV[1] .. ARGV[at])
  redis.call('ZREM', KEYS[1], ARGV[at])
end
return 1`
// All members have the same score, so that they are ordered by id.
const LIST = `local found = {}
local last = '+'
if ARGV[2] ~= '' then last = '(' .. ARGV[2] .. '\\255' end
for _, id in ipairs(redis.call('ZRANGEBYLEX', KEYS[1], '[' .. ARGV[2], last)) do
  local entry = redis.call('HMGET', ARGV[1] .. id, 'expires', 'until')
  if not entry[1] then
    redis.call('ZREM', KEYS[1], id)
  else
    table.insert(found, id)
    table.insert(found, entry[1])
    table.insert(found, entry[2])
  end
end
return found`

/**
 * Keeps snapshots in Redis. Whether they survive a restart depends on its configuration.
 *
 * @example
 * ```ts
 * new RedisStore(await createClient({ url }).connect())
 * ```
 */
export class RedisStore implements SnapshotStore {
  readonly #client: RedisClient
  readonly #entries: string
  readonly #index: string

  /** @throws MontyUsageError for a value that is not a client, and for unknown options */
  constructor(client: RedisClient, options: RedisStoreOptions = {}) {
    if (typeof (client as RedisClient | undefined)?.sendCommand !== 'function') {
      throw new MontyUsageError('RedisStore needs a client, as createClient(…) of redis gives')
    }
    checkNames(options, namesOf<RedisStoreOptions>({ keyPrefix: true }), 'RedisStore')
    // The braces keep all keys on one node of a cluster, as scripts require.
    const { keyPrefix = 'monty:' } = options
    this.#client = client
    this.#entries = `{${keyPrefix}}entry:`
    this.#index = `{${keyPrefix}}index`
  }

  #run(script: string, keys: string[], values: string[]): Promise<unknown> {
    return this.#client.sendCommand(['EVAL', script, String(keys.length), ...keys, ...values])
  }

  async put(id: string, data: Uint8Array, { expiresAt }: { expiresAt: number }): Promise<void> {
    // Commands are text, so bytes are encoded.
    const text = Buffer.from(data).toString('base64')
    const expires = String(Math.ceil(expiresAt))
    await this.#run(PUT, [this.#entries + id, this.#index], [text, expires, id])
  }

  async claim(id: string, { leaseMs }: { leaseMs: number }): Promise<Claim | undefined> {
    const lease = nodeCrypto().randomUUID()
    const now = wallClockNow()
    const times = [String(now), String(Math.ceil(now + leaseMs))]
    const data = await this.#run(CLAIM, [this.#entries + id], [lease, ...times])
    return typeof data === 'string' ? { data: Buffer.from(data, 'base64'), lease } : undefined
  }

  async consume(id: string, lease: string): Promise<boolean> {
    return (await this.#run(CONSUME, [this.#entries + id, this.#index], [lease, id])) === 1
  }

  async release(id: string, lease: string): Promise<boolean> {
    return (await this.#run(RELEASE, [this.#entries + id], [lease])) === 1
  }

  async read(id: string): Promise<Uint8Array | undefined> {
    const data = await this.#run(READ, [this.#entries + id], [])
    return typeof data === 'string' ? Buffer.from(data, 'base64') : undefined
  }

  async remove(ids: readonly string[]): Promise<void> {
    if (ids.length > 0) await this.#run(REMOVE, [this.#index], [this.#entries, ...ids])
  }

  async list({ prefix = '' }: { prefix?: string } = {}): Promise<StoredEntry[]> {
    const flat = (await this.#run(LIST, [this.#index], [this.#entries, prefix])) as string[]
    const now = wallClockNow()
    return Array.from({ length: flat.length / 3 }, (_, index) => {
      const [id = '', expires, until] = flat.slice(index * 3)
      const leasedUntil = Number(until)
      return {
        id,
        expiresAt: Number(expires),
        leasedUntil: leasedUntil > now ? leasedUntil : undefined,
      }
    })
  }
}
