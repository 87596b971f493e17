import { MontyUsageError } from '../../core/errors.js'
import { checkNames, namesOf } from '../../core/option-checks.js'

/** Options of methods that name a run. */
export interface Asking {
  /** The tenant that names the run: runs of other tenants are unknown. Default: the host, which may access all runs. */
  tenant?: string
}

const ASKING = namesOf<Asking>({ tenant: true })

/**
 * The tenant that names a run; `undefined` for the host.
 *
 * @throws MontyUsageError for invalid options
 */
export function askingTenant(asking: Asking, caller: string): string | undefined {
  checkNames(asking, ASKING, caller)
  return checkedTenant(asking.tenant)
}

/** @throws MontyUsageError for a value that is not a name */
export function checkedTenant(tenant: unknown): string | undefined {
  if (tenant === undefined || typeof tenant === 'string') return tenant
  throw new MontyUsageError('tenant must be a string')
}

/** Whether `asking` may access a run: its own tenant, or the host. */
export const isOwn = (owner: string | undefined, asking: string | undefined): boolean =>
  asking === undefined || owner === asking
