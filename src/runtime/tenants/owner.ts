import { MontyUsageError } from '../../core/errors.js'
import { checkNames, namesOf } from '../../core/option-checks.js'

/** For whom a run is named. */
export interface Asking {
  /**
   * The tenant who names it: a run that is not this tenant's is as unknown. Default: the host asks for itself, and
   * knows all runs.
   */
  tenant?: string
}

const ASKING = namesOf<Asking>({ tenant: true })

/**
 * The tenant who names a run; `undefined` where the host asks for itself.
 *
 * @throws MontyUsageError for options that make no sense
 */
export function askingTenant(asking: Asking, caller: string): string | undefined {
  checkNames(asking, ASKING, caller)
  return checkedTenant(asking.tenant)
}

/** @throws MontyUsageError for what is no name */
export function checkedTenant(tenant: unknown): string | undefined {
  if (tenant === undefined || typeof tenant === 'string') return tenant
  throw new MontyUsageError('tenant must be a string')
}

/** Whether a run may be named: by its own tenant, and by the host. */
export const isOwn = (owner: string | undefined, asking: string | undefined): boolean =>
  asking === undefined || owner === asking
