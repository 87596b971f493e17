import { MontyUsageError } from '../../core/errors.js'
import type { RedisClient } from '../stores/redis.js'
import {
  BASE,
  BASE_SPAN,
  type CountingWindow,
  type Entrance,
  entranceOf,
  NOW,
  ofTenant,
  type SharedQuota,
  type TenantCounters,
  type TenantRun,
  type TenantTurn,
  type Used,
} from './counters.js'

const TURN = `local now = tonumber(redis.call('HGET', KEYS[1], ARGV[1]) or '0')
local own = tonumber(redis.call('HGET', KEYS[1], ARGV[2]) or '0')
local turn = math.max(now, own)
redis.call('HSET', KEYS[1], ARGV[2], tostring(turn + tonumber(ARGV[3])))
return tostring(turn) .. ' ' .. (redis.call('HGET', KEYS[1], ARGV[4]) or '0')`
const BEGAN = `local now = tonumber(redis.call('HGET', KEYS[1], ARGV[1]) or '0')
if tonumber(ARGV[2]) > now then
  now = tonumber(ARGV[2])
  redis.call('HSET', KEYS[1], ARGV[1], ARGV[2])
end
local base = tonumber(redis.call('HGET', KEYS[1], ARGV[3]) or '0')
if now - base < tonumber(ARGV[4]) then return false end
redis.call('HSET', KEYS[1], ARGV[3], tostring(math.floor(now)))
return tostring(math.floor(now))`
const PLACES = `local time = redis.call('TIME')
local now = tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000)
local run = ARGV[1]
local lease = math.ceil(tonumber(ARGV[2]))
local function take(id)
  redis.call('ZADD', KEYS[2], now + lease, id)
  redis.call('PEXPIRE', KEYS[2], lease)
end
redis.call('ZREMRANGEBYSCORE', KEYS[2], '-inf', now)
`
/** Time after which waiting runs are removed, in ms. */
const WAITING_MS = 7 * 24 * 3_600_000
const ENTER = `${PLACES}local left = redis.call('PTTL', KEYS[1])
if left > 0 then
  local used = redis.call('HMGET', KEYS[1], 'cpuMs', 'hostCalls', 'memoryBytes')
  for at, name in ipairs({'cpuMs', 'hostCalls', 'memoryBytes'}) do
    if tonumber(used[at] or '0') >= tonumber(ARGV[4 + at]) then return name .. ' ' .. left end
  end
end
if not redis.call('ZSCORE', KEYS[2], run) and redis.call('ZCARD', KEYS[2]) >= tonumber(ARGV[3]) then
  if redis.call('ZSCORE', KEYS[3], run) then return 'waits' end
  if redis.call('ZCARD', KEYS[3]) >= tonumber(ARGV[4]) then return 'maxWaiting' end
  redis.call('ZADD', KEYS[3], now, run)
  redis.call('PEXPIRE', KEYS[3], ${WAITING_MS})
  return 'waits'
end
redis.call('ZREM', KEYS[3], run)
take(run)
return 'in'`
const USE = `${PLACES}local isUsed = false
for at, name in ipairs({'cpuMs', 'hostCalls', 'memoryBytes'}) do
  local used = ARGV[4 + at]
  if tonumber(used) > 0 then
    redis.call('HINCRBYFLOAT', KEYS[1], name, used)
    isUsed = true
  end
end
if isUsed and redis.call('PTTL', KEYS[1]) < 0 then
  redis.call('PEXPIRE', KEYS[1], math.ceil(tonumber(ARGV[3])))
end
if ARGV[8] == '0' then
  if redis.call('ZSCORE', KEYS[2], run) then take(run) end
  return false
end
redis.call('ZREM', KEYS[2], run)
redis.call('ZREM', KEYS[3], run)
if redis.call('ZCARD', KEYS[2]) >= tonumber(ARGV[4]) then return false end
local following = redis.call('ZPOPMIN', KEYS[3])[1]
if following then take(following) end
return following or false`

/**
 * Counters in Redis.
 *
 * @example
 * ```ts
 * new RedisCounters(await createClient({ url }).connect())
 * ```
 */
export class RedisCounters implements TenantCounters {
  readonly #client: RedisClient
  readonly #prefix: string

  /** @throws MontyUsageError for a value that is not a client */
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

  async turn(queue: string, tenant: string, weight: number): Promise<TenantTurn> {
    const values = [NOW, ofTenant(tenant), String(1 / weight), BASE]
    const reply = await this.#client.sendCommand(['EVAL', TURN, '1', this.#key(queue), ...values])
    const [turn, base] = String(reply).split(' ').map(Number)
    return { turn: turn!, base: base! }
  }

  async began(queue: string, turn: number): Promise<number | undefined> {
    const values = [NOW, String(turn), BASE, String(BASE_SPAN)]
    const base = await this.#client.sendCommand(['EVAL', BEGAN, '1', this.#key(queue), ...values])
    return base === null ? undefined : Number(base)
  }

  async reset(queue: string): Promise<void> {
    await this.#client.sendCommand(['DEL', this.#key(queue)])
  }

  #ofTenant(script: string, { queue, tenant, run }: TenantRun, values: number[]): Promise<unknown> {
    // The braces keep all keys of a tenant on one node of a cluster.
    const key = `{${this.#prefix}quota:${queue}:${tenant}}`
    const keys = [`${key}:used`, `${key}:places`, `${key}:waiting`]
    return this.#client.sendCommand(['EVAL', script, '3', ...keys, run, ...values.map(numberText)])
  }

  async enter(run: TenantRun, quota: SharedQuota, leaseMs: number): Promise<Entrance> {
    const { maxRuns, maxWaiting, cpuMs, hostCalls, memoryBytes } = quota
    const values = [leaseMs, maxRuns, maxWaiting, cpuMs, hostCalls, memoryBytes]
    return entranceOf(String(await this.#ofTenant(ENTER, run, values)))
  }

  async use(run: TenantRun, used: Used, window: CountingWindow): Promise<void> {
    await this.#ofTenant(USE, run, valuesOf(used, window, 0))
  }

  async leave(run: TenantRun, used: Used, window: CountingWindow): Promise<string | undefined> {
    const next = await this.#ofTenant(USE, run, valuesOf(used, window, 1))
    return (next as string | null) ?? undefined
  }
}

/** Redis cannot parse `Infinity`. */
const numberText = (value: number): string => (value === Infinity ? '1e300' : String(value))

const valuesOf = (
  { cpuMs, hostCalls, memoryBytes }: Used,
  { windowMs, leaseMs, maxRuns }: CountingWindow,
  isLeaving: 0 | 1,
): number[] => [leaseMs, windowMs, maxRuns, cpuMs, hostCalls, memoryBytes, isLeaving]
