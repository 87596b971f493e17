import type { FileSystem } from '../../core/contract/file-system.js'
import { fileSystemsOfGiven, type GivenFiles } from '../files/input-files.js'
import type { OutputFolder, Outputs } from '../files/outputs.js'
import type { PrintCallback } from '../../core/contract/host-call.js'
import { MontyUsageError } from '../../core/errors.js'
import { type ResourceLimits, resolveLimits } from '../../core/limits.js'
import { isByName } from '../../core/option-checks.js'
import { fileSystemsOf } from '../../host/files/of-session.js'
import { resolveReach } from '../../host/host-access.js'
import { type ResolvedHost, resolvePrinting } from '../../monty/host/resolve.js'
import type { Metadata } from '../metadata.js'
import type { CompleteRuntime } from '../resolve-options.js'
import { packValue } from '../paused/pack.js'
import { checkedTenant } from '../tenants/owner.js'

/** Options of one execution besides its program that a resumed run can be given as well. */
export interface ExecutionGivens<Ctx = any> {
  /**
   * Passed to tools and `needsApproval` as `context.context`: the user, a connection, a tenant. Python
   * cannot see it, and snapshots do not contain it: pass it again to resume. Default `undefined`.
   */
  context?: Ctx
  /**
   * Files of this execution, in front of the runtime's: file systems, and files of the user's, such as
   * `{ name: 'a.csv', bytes }`, which Python finds as `/inputs/a.csv`.
   */
  files?: GivenFiles
  /** Environment variables of this execution, besides the runtime's. */
  env?: Readonly<Record<string, string>>
  /** Receives printed output, instead of the runtime's callback. */
  printCallback?: PrintCallback
}

/** Validated {@link ExecutionGivens}, with the runtime's values. */
export interface Givens {
  /** The runtime's host, with the execution's own options applied. */
  readonly host: ResolvedHost
  readonly context: unknown
  /** File systems that only this execution sees. */
  readonly files: readonly FileSystem[]
  /** Limits of the execution, kept with it. */
  readonly limits: ResourceLimits | undefined
  /** JSON-compatible data of the application about the run. */
  readonly metadata: Metadata | undefined
  readonly conversation: string | undefined
  /** Tenant of the run; `undefined` without one. */
  readonly tenant: string | undefined
  /** Folder for texts that do not fit an answer. */
  readonly folder: OutputFolder | undefined
}

type Given = ExecutionGivens & {
  limits?: ResourceLimits
  metadata?: Metadata
  conversation?: string
  tenant?: string
}

const OWN = [
  'context',
  'files',
  'env',
  'printCallback',
  'limits',
  'metadata',
  'conversation',
  'tenant',
] as const

/** Whether an execution has options of its own. Most have none. */
export const hasGivens = (given: Given): boolean => OWN.some((name) => given[name] !== undefined)

/** The options of an execution without any of its own. */
export const givensOfRuntime = (
  { host, isShared }: CompleteRuntime,
  outputs: Outputs | undefined,
  tenant: string | undefined,
): Givens => ({
  host,
  context: undefined,
  files: [],
  limits: undefined,
  metadata: undefined,
  conversation: undefined,
  tenant,
  folder: isShared ? outputs?.folder(SHARED) : undefined,
})

/** Name of the one conversation of all executions that share a state. */
const SHARED = ''

/**
 * Validates an execution's options, and merges them with the runtime's.
 *
 * @throws MontyUsageError for invalid options
 */
export function resolveGivens(
  given: Given,
  runtime: CompleteRuntime,
  outputs: Outputs | undefined,
): Givens {
  const { context, metadata, conversation } = given
  const tenant = checkedTenant(given.tenant)
  if (metadata !== undefined) checkMetadata(metadata)
  if (conversation !== undefined && (typeof conversation !== 'string' || conversation === '')) {
    throw new MontyUsageError('conversation must be a string that is not empty')
  }
  const files = fileSystemsOfGiven(given.files)
  const limits = limitsOf(given.limits, runtime)
  const host = hostWith(runtime.host, given, files, limits)
  const id = conversation ?? (runtime.isShared ? SHARED : undefined)
  const owner = runtime.isShared ? undefined : tenant
  const folder = id === undefined ? undefined : outputs?.folder(id, owner)
  return { host, context, files, limits, metadata, conversation, tenant, folder }
}

function hostWith(
  host: ResolvedHost,
  { env, printCallback, files: givenFiles }: Given,
  files: readonly FileSystem[],
  limits: ResourceLimits | undefined,
): ResolvedHost {
  const hasReach = givenFiles !== undefined || env !== undefined
  if (!hasReach && printCallback === undefined && limits === undefined) return host
  if (env !== undefined && !isByName(env))
    throw new MontyUsageError('env must be an object of strings')
  const all = [...files, ...fileSystemsOf(host.given.files)]
  const own = {
    ...host.given,
    ...(all.length === 0 ? {} : { files: all }),
    ...(env === undefined ? {} : { env: { ...host.given.env, ...env } }),
    ...(printCallback === undefined ? {} : { printCallback }),
  }
  // Validate printing now: later errors could not be reported.
  resolvePrinting(own)
  return {
    ...host,
    given: own,
    ...(hasReach ? resolveReach(own, host.functions) : {}),
    ...(limits === undefined ? {} : { limits: resolveLimits(limits) }),
  }
}

function limitsOf(
  limits: ResourceLimits | undefined,
  { host, isShared }: CompleteRuntime,
): ResourceLimits | undefined {
  if (limits === undefined) return undefined
  resolveLimits(limits)
  if (isShared) {
    throw new MontyUsageError(
      "limits are the runtime's with state: 'shared': the state keeps those it began with",
    )
  }
  const defined = Object.entries(limits).filter(([, value]) => value !== undefined)
  return { ...host.given.limits, ...Object.fromEntries(defined) }
}

/** Limit of metadata, as it is kept with a paused run and listed with runs. */
const MAX_METADATA_BYTES = 64 * 1024

function checkMetadata(metadata: unknown): void {
  if (!isByName(metadata)) throw new MontyUsageError('metadata must be an object')
  const { length } = packValue(metadata, 'metadata')
  if (length > MAX_METADATA_BYTES) {
    throw new MontyUsageError(
      `metadata takes ${length} bytes; at most ${MAX_METADATA_BYTES} are kept`,
    )
  }
}
