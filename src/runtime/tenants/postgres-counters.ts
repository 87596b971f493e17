import { MontyUsageError } from '../../core/errors.js'
import type { PostgresClient } from '../stores/postgres.js'
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

const TURNS = `CREATE TABLE IF NOT EXISTS monty_turns (
  queue text NOT NULL, name text NOT NULL, turn double precision NOT NULL, PRIMARY KEY (queue, name))`
const QUOTAS = `CREATE TABLE IF NOT EXISTS monty_quotas (
  queue text NOT NULL, tenant text NOT NULL, ends_at double precision NOT NULL, cpu_ms double precision NOT NULL,
  host_calls double precision NOT NULL, memory_bytes double precision NOT NULL, PRIMARY KEY (queue, tenant));
CREATE TABLE IF NOT EXISTS monty_places (
  queue text NOT NULL, tenant text NOT NULL, run text NOT NULL, until double precision NOT NULL,
  PRIMARY KEY (queue, tenant, run));
CREATE TABLE IF NOT EXISTS monty_waiting (
  queue text NOT NULL, tenant text NOT NULL, run text NOT NULL, place bigserial, PRIMARY KEY (queue, tenant, run))`
/** Each statement of a function sees the data at its start, and thus the changes of earlier holders of the lock. */
const BEGIN = `AS $$
DECLARE
  now_ms double precision;
  used monty_quotas%ROWTYPE;
  following text;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended(q || ':' || t, 0));
  now_ms := extract(epoch FROM clock_timestamp()) * 1000;
  DELETE FROM monty_places WHERE queue = q AND tenant = t AND until <= now_ms;`
const ENTER = `CREATE OR REPLACE FUNCTION monty_enter_1(q text, t text, r text, lease double precision,
  max_runs double precision, max_waiting double precision, cpu double precision, calls double precision,
  memory double precision) RETURNS text LANGUAGE plpgsql ${BEGIN}
  SELECT * INTO used FROM monty_quotas WHERE queue = q AND tenant = t AND ends_at > now_ms;
  IF FOUND THEN
    IF used.cpu_ms >= cpu THEN RETURN 'cpuMs ' || (used.ends_at - now_ms); END IF;
    IF used.host_calls >= calls THEN RETURN 'hostCalls ' || (used.ends_at - now_ms); END IF;
    IF used.memory_bytes >= memory THEN RETURN 'memoryBytes ' || (used.ends_at - now_ms); END IF;
  END IF;
  IF NOT EXISTS (SELECT FROM monty_places WHERE queue = q AND tenant = t AND run = r)
    AND (SELECT count(*) FROM monty_places WHERE queue = q AND tenant = t) >= max_runs THEN
    IF EXISTS (SELECT FROM monty_waiting WHERE queue = q AND tenant = t AND run = r) THEN RETURN 'waits'; END IF;
    IF (SELECT count(*) FROM monty_waiting WHERE queue = q AND tenant = t) >= max_waiting THEN
      RETURN 'maxWaiting';
    END IF;
    INSERT INTO monty_waiting (queue, tenant, run) VALUES (q, t, r);
    RETURN 'waits';
  END IF;
  DELETE FROM monty_waiting WHERE queue = q AND tenant = t AND run = r;
  INSERT INTO monty_places VALUES (q, t, r, now_ms + lease)
    ON CONFLICT (queue, tenant, run) DO UPDATE SET until = excluded.until;
  RETURN 'in';
END $$`
const USE = `CREATE OR REPLACE FUNCTION monty_use_1(q text, t text, r text, lease double precision,
  window_ms double precision, max_runs double precision, cpu double precision, calls double precision,
  memory double precision, is_leaving boolean) RETURNS text LANGUAGE plpgsql ${BEGIN}
  IF cpu > 0 OR calls > 0 OR memory > 0 THEN
    DELETE FROM monty_quotas WHERE queue = q AND tenant = t AND ends_at <= now_ms;
    INSERT INTO monty_quotas AS had VALUES (q, t, now_ms + window_ms, cpu, calls, memory)
      ON CONFLICT (queue, tenant) DO UPDATE SET cpu_ms = had.cpu_ms + cpu,
        host_calls = had.host_calls + calls, memory_bytes = had.memory_bytes + memory;
  END IF;
  IF NOT is_leaving THEN
    UPDATE monty_places SET until = now_ms + lease WHERE queue = q AND tenant = t AND run = r;
    RETURN NULL;
  END IF;
  DELETE FROM monty_places WHERE queue = q AND tenant = t AND run = r;
  DELETE FROM monty_waiting WHERE queue = q AND tenant = t AND run = r;
  IF (SELECT count(*) FROM monty_places WHERE queue = q AND tenant = t) >= max_runs THEN RETURN NULL; END IF;
  DELETE FROM monty_waiting WHERE queue = q AND tenant = t AND run = (SELECT run FROM monty_waiting
    WHERE queue = q AND tenant = t ORDER BY place LIMIT 1) RETURNING run INTO following;
  IF following IS NOT NULL THEN
    INSERT INTO monty_places VALUES (q, t, following, now_ms + lease)
      ON CONFLICT (queue, tenant, run) DO UPDATE SET until = excluded.until;
  END IF;
  RETURN following;
END $$`
/** SQLSTATE of a statement that the user may not execute. */
const NOT_PERMITTED = '42501'
/** One transaction under a lock: processes that start together create the tables one after another. */
const LOCK = "SELECT pg_advisory_xact_lock(hashtextextended('monty_counters', 0))"
const SCHEMA = [LOCK, TURNS, QUOTAS, ENTER, USE].join(';\n')

/**
 * Counters in PostgreSQL: tables `monty_turns`, `monty_quotas`, `monty_places` and `monty_waiting`, and functions
 * `monty_enter_1` and `monty_use_1`, which are created if missing.
 *
 * @example
 * ```ts
 * new PostgresCounters(new pg.Pool({ connectionString }))
 * ```
 */
export class PostgresCounters implements TenantCounters {
  readonly #client: PostgresClient
  #ready: Promise<unknown> | undefined

  /** @throws MontyUsageError for a value that is not a client */
  constructor(client: PostgresClient) {
    if (typeof (client as PostgresClient | undefined)?.query !== 'function') {
      throw new MontyUsageError('PostgresCounters needs a client or a pool, as in new pg.Pool(…)')
    }
    this.#client = client
  }

  async #query(sql: string, values: unknown[]): Promise<Array<Record<string, unknown>>> {
    this.#ready ??= this.#client.query(SCHEMA).catch((error: unknown) => {
      // A user without the right to create tables needs existing ones; the first query that needs a missing one fails.
      // A server that was not reached is to be asked again.
      if ((error as { code?: unknown } | null)?.code !== NOT_PERMITTED) this.#ready = undefined
    })
    await this.#ready
    return (await this.#client.query(sql, values)).rows
  }

  async turn(queue: string, tenant: string, weight: number): Promise<TenantTurn> {
    const [row] = await this.#query(
      `INSERT INTO monty_turns (queue, name, turn)
       SELECT $1, $2, coalesce((SELECT turn FROM monty_turns WHERE queue = $1 AND name = $3), 0) + $4
       ON CONFLICT (queue, name) DO UPDATE SET turn = $4 + greatest(monty_turns.turn,
         coalesce((SELECT turn FROM monty_turns WHERE queue = $1 AND name = $3), 0))
       RETURNING turn, (SELECT turn FROM monty_turns WHERE queue = $1 AND name = $5) AS base`,
      [queue, ofTenant(tenant), NOW, 1 / weight, BASE],
    )
    return { turn: Number(row?.['turn']) - 1 / weight, base: Number(row?.['base'] ?? 0) }
  }

  async began(queue: string, turn: number): Promise<number | undefined> {
    const [row] = await this.#query(
      `WITH now AS (
         INSERT INTO monty_turns (queue, name, turn) VALUES ($1, $2, $3)
         ON CONFLICT (queue, name) DO UPDATE SET turn = greatest(monty_turns.turn, excluded.turn) RETURNING turn)
       INSERT INTO monty_turns (queue, name, turn) SELECT $1, $4, floor(turn) FROM now WHERE turn >= $5
       ON CONFLICT (queue, name) DO UPDATE SET turn = excluded.turn WHERE excluded.turn - monty_turns.turn >= $5
       RETURNING turn`,
      [queue, NOW, turn, BASE, BASE_SPAN],
    )
    return row === undefined ? undefined : Number(row['turn'])
  }

  async reset(queue: string): Promise<void> {
    await this.#query('DELETE FROM monty_turns WHERE queue = $1', [queue])
  }

  async enter(run: TenantRun, quota: SharedQuota, leaseMs: number): Promise<Entrance> {
    const { maxRuns, maxWaiting, cpuMs, hostCalls, memoryBytes } = quota
    const [row] = await this.#query(
      'SELECT monty_enter_1($1, $2, $3, $4, $5, $6, $7, $8, $9) AS reply',
      [...idsOf(run), leaseMs, maxRuns, maxWaiting, cpuMs, hostCalls, memoryBytes],
    )
    return entranceOf(String(row?.['reply']))
  }

  async use(run: TenantRun, used: Used, window: CountingWindow): Promise<void> {
    await this.#use(run, used, window, false)
  }

  async leave(run: TenantRun, used: Used, window: CountingWindow): Promise<string | undefined> {
    return (await this.#use(run, used, window, true)) ?? undefined
  }

  async #use(
    run: TenantRun,
    { cpuMs, hostCalls, memoryBytes }: Used,
    { windowMs, leaseMs, maxRuns }: CountingWindow,
    isLeaving: boolean,
  ): Promise<string | null> {
    const [row] = await this.#query(
      'SELECT monty_use_1($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) AS following',
      [...idsOf(run), leaseMs, windowMs, maxRuns, cpuMs, hostCalls, memoryBytes, isLeaving],
    )
    return (row?.['following'] ?? null) as string | null
  }
}

const idsOf = ({ queue, tenant, run }: TenantRun): string[] => [queue, tenant, run]
