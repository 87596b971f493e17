import { MontyUsageError } from '../../core/errors.js'
import { checkNames, namesOf } from '../../core/option-checks.js'

/** Quota of a tenant. Omitted fields are unlimited. */
export interface TenantQuota {
  /** Share of turns relative to a tenant of weight 1, when runs wait. Default 1. */
  weight?: number
  /** Concurrent runs; further ones wait. */
  maxRuns?: number
  /** Waiting runs; further ones are refused. */
  maxWaiting?: number
  /** Time spent executing Python, in ms, in a window. */
  cpuMs?: number
  /** Host calls in a window. */
  hostCalls?: number
  /** Sum of the runs' peak memory, in bytes, in a window. */
  memoryBytes?: number
}

/** Limits of tenants that share a runtime. */
export interface TenantsOptions {
  /** Concurrent runs of all tenants; further ones wait, and tenants take turns. Default: unlimited. */
  maxRuns?: number
  /** Length of the quotas' windows, in ms. Default a minute. */
  windowMs?: number
  /** Quota of tenants that `of` does not name. Default: unlimited. */
  default?: TenantQuota
  /** Quotas of tenants, by name. */
  of?: Readonly<Record<string, TenantQuota>>
}

/** Validated {@link TenantsOptions} with defaults. */
export interface CompleteTenants {
  readonly maxRuns: number
  readonly windowMs: number
  readonly quotaOf: (tenant: string) => Required<TenantQuota>
}

const OPTIONS = namesOf<TenantsOptions>({ maxRuns: true, windowMs: true, default: true, of: true })
const MINUTE_MS = 60_000
const FREE: Required<TenantQuota> = {
  weight: 1,
  maxRuns: Infinity,
  maxWaiting: Infinity,
  cpuMs: Infinity,
  hostCalls: Infinity,
  memoryBytes: Infinity,
}
const QUOTA: ReadonlySet<string> = new Set(Object.keys(FREE))

/** Validates the limits of tenants; `undefined` without limits. */
export function resolveTenants(options: TenantsOptions | undefined): CompleteTenants | undefined {
  if (options === undefined) return undefined
  checkNames(options, OPTIONS, 'tenants')
  const { maxRuns = Infinity, windowMs = MINUTE_MS, of = {} } = options
  checkNumber(maxRuns, 1, 'tenants.maxRuns')
  checkNumber(windowMs, 1, 'tenants.windowMs')
  const usual = checkQuota(options.default ?? {}, FREE, 'tenants.default')
  const named = new Map(
    Object.entries(of).map(([tenant, quota]) => [
      tenant,
      checkQuota(quota, usual, `tenants.of.${tenant}`),
    ]),
  )
  return { maxRuns, windowMs, quotaOf: (tenant) => named.get(tenant) ?? usual }
}

function checkQuota(
  quota: TenantQuota,
  usual: Required<TenantQuota>,
  what: string,
): Required<TenantQuota> {
  checkNames(quota, QUOTA, what)
  const complete = { ...usual, ...quota }
  for (const [name, value] of Object.entries(complete)) {
    checkNumber(value, name === 'maxRuns' ? 1 : 0, `${what}.${name}`)
  }
  if (complete.weight === 0) throw new MontyUsageError(`${what}.weight must be a number above 0`)
  return complete
}

function checkNumber(value: unknown, least: number, what: string): void {
  if (typeof value === 'number' && value >= least) return
  throw new MontyUsageError(`${what} must be a number of at least ${least}`)
}
