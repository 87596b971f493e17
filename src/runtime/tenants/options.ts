import { MontyUsageError } from '../../core/errors.js'
import { checkNames, namesOf } from '../../core/option-checks.js'

/** What a tenant may use. What is left out is not bounded. */
export interface TenantQuota {
  /** How much more than one of weight 1 it gets where runs wait. Default 1. */
  weight?: number
  /** Runs at once; the next ones wait. */
  maxRuns?: number
  /** Runs that wait; the next ones are refused. */
  maxWaiting?: number
  /** Time spent executing Python, in ms, in a window. */
  cpuMs?: number
  /** Host calls in a window. */
  hostCalls?: number
  /** The sum of what runs held at their most, in bytes, in a window. */
  memoryBytes?: number
}

/** How tenants share a runtime. */
export interface TenantsOptions {
  /** Runs at once, of all tenants; the next ones wait, each tenant getting its turn. Default: not bounded. */
  maxRuns?: number
  /** How long the windows of quotas are, in ms. Default a minute. */
  windowMs?: number
  /** What a tenant may use that `of` does not name. Default: what it likes. */
  default?: TenantQuota
  /** What tenants may use, by name. */
  of?: Readonly<Record<string, TenantQuota>>
}

/** The same, checked and complete. */
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

/** Checks how tenants share a runtime; `undefined` when that is nobody's concern. */
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
