import { MontyUsageError } from '../../core/errors.js'
import { nodeCrypto } from '../../core/node.js'
import { checkNames, namesOf } from '../../core/option-checks.js'
import type { PendingCall } from '../../host/outcome.js'
import { MontyRuntime } from '../../runtime/runtime.js'
import { MemoryStore } from '../../runtime/stores/memory.js'
import type { SnapshotStore } from '../../runtime/stores/store.js'

/** A person who decides about calls. */
export interface Person {
  /** Identifies the person in the audit trail. */
  readonly id: string
  /** Display name. Default: the id. */
  readonly name?: string
}

/** A permission that is checked: to see a call, or to decide about it. */
export interface InboxQuestion {
  readonly action: 'see' | 'decide'
  /** The name of the runtime. */
  readonly runtime: string
  readonly runId: string
  readonly call: PendingCall
}

/** Options of an inbox. */
export interface InboxOptions {
  /** Authenticates a request; `undefined` is answered with status 401. */
  authenticate(request: Request): Person | undefined | Promise<Person | undefined>
  /**
   * Whether a person may see a call, or decide about it. Calls that a person may not see are not
   * listed.
   */
  authorize(person: Person, question: InboxQuestion): boolean | Promise<boolean>
  /** The path under which the inbox is served, such as `'/approvals'`. Default: the root. */
  path?: string
  /**
   * Store of the audit trail: who made which decision about which call, and when, without arguments
   * and results. It may be the store of the paused runs. Default: the memory of this process.
   */
  store?: SnapshotStore
  /** Retention time of the audit trail in ms. Default 365 days. */
  keepAuditMs?: number
  /**
   * The secret that signs forms, against cross-site request forgery. Processes that serve the same
   * inbox need the same one. Default: a random one of this process.
   */
  secret?: string
}

/** The options, validated and with defaults. */
export interface CompleteInbox {
  readonly runtimes: ReadonlyMap<string, MontyRuntime>
  readonly authenticate: InboxOptions['authenticate']
  readonly authorize: InboxOptions['authorize']
  /** Without a trailing slash. */
  readonly path: string
  readonly store: SnapshotStore
  readonly keepAuditMs: number
  readonly secret: string
}

const KNOWN = namesOf<InboxOptions>({
  authenticate: true,
  authorize: true,
  path: true,
  store: true,
  keepAuditMs: true,
  secret: true,
})
const YEAR_MS = 365 * 24 * 60 * 60 * 1_000

/** Checks the options of an inbox once. */
export function resolveInbox(
  runtimes: MontyRuntime | Readonly<Record<string, MontyRuntime>>,
  options: InboxOptions,
): CompleteInbox {
  checkNames(options, KNOWN, 'approvalInbox')
  const { path = '', store = new MemoryStore() } = options
  for (const name of ['authenticate', 'authorize'] as const) {
    if (typeof options[name] !== 'function') {
      throw new MontyUsageError(`approvalInbox needs ${name}, a function`)
    }
  }
  if (typeof path !== 'string' || (path !== '' && !path.startsWith('/'))) {
    throw new MontyUsageError("path must begin with a slash, such as '/approvals'")
  }
  const { keepAuditMs = YEAR_MS, secret = nodeCrypto().randomBytes(32).toString('hex') } = options
  if (!(keepAuditMs > 0)) throw new MontyUsageError('keepAuditMs must be a number above 0')
  if (typeof secret !== 'string' || secret.length < 16) {
    throw new MontyUsageError('secret must be a text of at least 16 characters')
  }
  return {
    runtimes: namedRuntimes(runtimes),
    authenticate: (request) => options.authenticate(request),
    authorize: (person, question) => options.authorize(person, question),
    path: path.replace(/\/+$/, ''),
    store,
    keepAuditMs,
    secret,
  }
}

function namedRuntimes(given: unknown): ReadonlyMap<string, MontyRuntime> {
  const named = given instanceof MontyRuntime ? { runtime: given } : given
  if (typeof named !== 'object' || named === null) {
    throw new MontyUsageError('approvalInbox takes a runtime, or an object of runtimes by name')
  }
  const entries = Object.entries(named)
  for (const [name, runtime] of entries) {
    if (!(runtime instanceof MontyRuntime)) {
      throw new MontyUsageError(`runtimes.${name} is no MontyRuntime`)
    }
  }
  return new Map(entries as Array<[string, MontyRuntime]>)
}
