import { DEFAULT_COMPILATION, type Language, LANGUAGES } from '../core/engine/source.js'
import { isThenable } from '../core/drive/calls.js'
import { resolveCancellation } from '../core/drive/cancellation.js'
import type { ResolvedHost } from '../monty/host/resolve.js'
import { resolveHost, KNOWN } from '../monty/host/resolve.js'
import { checkNames, checkFlag, oneOf } from '../core/option-checks.js'
import { MontyUsageError } from '../core/errors.js'
import type { RunAsyncOptions } from '../monty/options.js'
import { type KeyLike, readingKeys } from '../monty/snapshot/key.js'
import { isPythonName } from '../core/python-names.js'
import { refuseBuiltIn } from '../host/reserved-names.js'
import type { ModuleSet, PythonModule } from '../host/modules.js'
import { Tool, type ToolSet } from '../host/tool.js'
import { backendOf, type Isolation } from '../monty/isolation.js'
import type { Backend } from '../core/drive/backend.js'
import type { Extension } from './extensions.js'
import { checkRecord, type RecordChoice } from './recording/options.js'
import { type CompleteTenants, resolveTenants, type TenantsOptions } from './tenants/options.js'
import type { SnapshotStore } from './stores/store.js'

/** How paused runs are kept. */
export interface SnapshotOptions {
  /** Where their state goes. Without a store the token carries it. */
  store?: SnapshotStore
  /**
   * The secret that signs tokens and seals states. Default: `MONTY_SNAPSHOT_KEY` of the environment,
   * else a random key of this process, with which nothing can be resumed elsewhere.
   */
  key?: KeyLike
  /** Earlier secrets that still open what was sealed with them. */
  oldKeys?: readonly KeyLike[]
  /** What tokens are good for, such as the name of the application. Default `'monty-node'`. */
  scope?: string
  /** After how long a paused run can no longer be resumed. Default 7 days. */
  expiresInMs?: number
  /**
   * For how long a run that is being resumed is nobody else's: when it is over, its process is taken
   * to have died. Default: 30 s longer than a run may take, at most an hour.
   */
  leaseMs?: number
}

/** How much of what comes of a run goes to the model. The rest is cut, with a marker. */
export interface Budgets {
  /** The result, as text. Default 32 KiB. */
  resultBytes?: number
  /** What was printed. Default 16 KiB. */
  stdoutBytes?: number
  /** An error and its hint. Default 8 KiB. */
  errorBytes?: number
  /**
   * Not for the model, but for your own code: arguments, results and output that are kept in the calls of an
   * outcome and for whoever reads events later, those of Python inside tools included. What comes when it
   * is spent is marked `omitted`; extensions hear of everything. Default 32 MiB.
   */
  recordBytes?: number
}

/** What a runtime is made of. */
export interface RuntimeOptions extends Pick<
  RunAsyncOptions,
  | 'limits'
  | 'clock'
  | 'timeZone'
  | 'random'
  | 'sleep'
  | 'cwd'
  | 'concurrency'
  | 'timeoutMs'
  | 'printCallback'
  | 'printBuffering'
  | 'dicts'
  | 'files'
  | 'env'
  | 'os'
  | 'modules'
> {
  /** What the Python can call, by name. Default none. */
  tools?: ToolSet
  /** Where the Python runs: in this process, or in pooled worker processes. Default `'process'`. */
  isolation?: Isolation
  /**
   * Whether each execution starts afresh (default), or all share one state, one after the other.
   */
  state?: 'fresh' | 'shared'
  /** Whether programs are type-checked before they run. Default `true`. */
  typeCheck?: boolean
  /**
   * Whether a program that ends with an assignment to names gives what it assigned, as models mean
   * it. Default `true`.
   */
  lastAssignment?: boolean
  /** What programs are written in, see `MontyOptions`. Default `'python'`. */
  language?: Language
  /** What adds tools, modules, files and prompt text, and hears events. Default none. */
  extensions?: readonly Extension[]
  /** How paused runs are kept. Default: their tokens carry them, sealed with a key of this process. */
  snapshots?: SnapshotOptions
  /** How much of what comes of a run goes to the model. Default 32, 16 and 8 KiB. */
  budgets?: Budgets
  /**
   * Whether executions are recorded, so that `replay()` can run them again without tools; or how, as in
   * `{ redact }`. Default `false`.
   */
  record?: RecordChoice
  /**
   * How tenants share the runtime: runs at once, each tenant in its turn, and what each may use. Default: a
   * `tenant` of an execution is bounded by nothing.
   */
  tenants?: TenantsOptions
}

/** The same, checked and complete. */
export interface CompleteRuntime {
  readonly host: ResolvedHost
  /** What is there without an import. */
  readonly globals: ToolSet
  readonly modules: ModuleSet
  /** Every tool by its full name, also those in modules. */
  readonly tools: ToolSet
  readonly timeoutMs: number
  /** Where the Python runs; `undefined` for this process. */
  readonly backend: Backend
  readonly isShared: boolean
  readonly typeCheck: boolean
  readonly lastAssignment: boolean
  readonly language: Language
  readonly extensions: readonly Extension[]
  readonly snapshots: CompleteSnapshots
  readonly budgets: Readonly<Required<Budgets>>
  readonly record: RecordChoice
  readonly tenants: CompleteTenants | undefined
}

export interface CompleteSnapshots {
  readonly store: SnapshotStore | undefined
  readonly key: KeyLike | undefined
  readonly keys: readonly KeyLike[] | undefined
  readonly scope: string
  readonly expiresInMs: number
  readonly leaseMs: number
}

const HOST = [
  'limits',
  'clock',
  'timeZone',
  'random',
  'sleep',
  'cwd',
  'concurrency',
  'printCallback',
  'printBuffering',
  'dicts',
  'files',
  'env',
  'os',
  'modules',
]
const OWN = [
  'tools',
  'isolation',
  'state',
  'typeCheck',
  'lastAssignment',
  'language',
  'extensions',
  'snapshots',
  'budgets',
  'record',
  'tenants',
  'timeoutMs',
]
const KNOWN_OPTIONS: ReadonlySet<string> = new Set([...HOST, ...OWN])
const KNOWN_SNAPSHOTS: ReadonlySet<string> = new Set([
  'store',
  'key',
  'oldKeys',
  'scope',
  'expiresInMs',
  'leaseMs',
])
const DEFAULT_TIMEOUT_MS = 60_000
const HOUR_MS = 60 * 60 * 1_000
const WEEK_MS = 7 * 24 * 60 * 60 * 1_000
const KIB = 1_024
const DEFAULT_BUDGETS = {
  resultBytes: 32 * KIB,
  stdoutBytes: 16 * KIB,
  errorBytes: 8 * KIB,
  recordBytes: 32 * 1024 * KIB,
}

/** Checks a runtime's options once. */
export function resolveRuntime(options: RuntimeOptions): CompleteRuntime {
  checkNames(options, KNOWN_OPTIONS, 'MontyRuntime')
  const { extensions = [], timeoutMs = DEFAULT_TIMEOUT_MS } = options
  checkExtensions(extensions)
  const globals = gatherTools(options.tools, extensions)
  const modules = gatherModules(options.modules, extensions)
  const files = [
    options.files ?? [],
    ...extensions.map((extension) => extension.files ?? []),
  ].flat()
  const given = Object.fromEntries(Object.entries(options).filter(([name]) => HOST.includes(name)))
  resolveCancellation({ timeoutMs })
  const isShared = oneOf(options.state ?? 'fresh', ['fresh', 'shared'], 'state') === 'shared'
  checkRecord(options.record, isShared)
  const host = resolveHost(
    { ...given, externalFunctions: globals, modules, ...(files.length > 0 ? { files } : {}) },
    KNOWN.runAsync,
    'MontyRuntime',
  )
  return {
    host,
    globals,
    modules,
    tools: toolsAmong(host.functions),
    timeoutMs,
    backend: backendOf(options.isolation ?? 'process'),
    isShared,
    typeCheck: options.typeCheck === undefined || checkFlag(options.typeCheck, 'typeCheck'),
    lastAssignment:
      options.lastAssignment === undefined || checkFlag(options.lastAssignment, 'lastAssignment'),
    language: oneOf(options.language ?? DEFAULT_COMPILATION.language, LANGUAGES, 'language'),
    extensions,
    snapshots: resolveSnapshots(options.snapshots, timeoutMs),
    budgets: resolveBudgets(options.budgets),
    record: options.record ?? false,
    tenants: resolveTenants(options.tenants),
  }
}

function checkExtensions(extensions: readonly Extension[]): void {
  if (!Array.isArray(extensions)) throw new MontyUsageError('extensions must be an array')
  for (const [index, extension] of extensions.entries()) {
    if (isThenable(extension)) {
      throw new MontyUsageError(`extensions[${index}] is a promise: await it`)
    }
    const isObject = typeof extension === 'object' && extension !== null
    if (!isObject || typeof extension.name !== 'string') {
      throw new MontyUsageError(`extensions[${index}] must be an object with a name`)
    }
  }
}

function gatherTools(given: ToolSet | undefined, extensions: readonly Extension[]): ToolSet {
  const tools: ToolSet = {}
  const add = (more: ToolSet, where: string): void => {
    for (const [name, tool] of Object.entries(more)) {
      if (!(tool instanceof Tool))
        throw new MontyUsageError(`${where}.${name} must be made by tool()`)
      if (!isPythonName(name)) {
        throw new MontyUsageError(`${where}: ${JSON.stringify(name)} is not a Python name`)
      }
      refuseBuiltIn(where, name)
      if (Object.hasOwn(tools, name)) throw new MontyUsageError(`${where}.${name} is there already`)
      tools[name] = tool
    }
  }
  add(given ?? {}, 'tools')
  for (const { name, tools: more } of extensions) {
    add(typeof more === 'function' ? more({ ...tools }) : (more ?? {}), `extension ${name}: tools`)
  }
  return tools
}

function gatherModules(given: ModuleSet | undefined, extensions: readonly Extension[]): ModuleSet {
  const modules: Record<string, PythonModule> = { ...given }
  for (const extension of extensions) {
    for (const [name, module] of Object.entries(extension.modules ?? {})) {
      if (Object.hasOwn(modules, name)) {
        throw new MontyUsageError(`extension ${extension.name}: modules.${name} is there already`)
      }
      modules[name] = module
    }
  }
  return modules
}

function toolsAmong(functions: ResolvedHost['functions']): ToolSet {
  return Object.fromEntries(
    [...functions].filter((entry): entry is [string, Tool] => entry[1] instanceof Tool),
  )
}

function resolveSnapshots(options: SnapshotOptions = {}, timeoutMs: number): CompleteSnapshots {
  if (typeof (options as Partial<SnapshotStore> | null)?.claim === 'function') {
    throw new MontyUsageError('snapshots must be an object, such as { store, key }')
  }
  checkNames(options, KNOWN_SNAPSHOTS, 'snapshots')
  const { store, key, oldKeys = [], scope = 'monty-node', expiresInMs = WEEK_MS } = options
  if (typeof scope !== 'string') throw new MontyUsageError('snapshots.scope must be a string')
  if (typeof expiresInMs !== 'number' || !(expiresInMs > 0 && expiresInMs < Infinity)) {
    throw new MontyUsageError('snapshots.expiresInMs must be a number above 0')
  }
  if (store !== undefined) checkStore(store)
  if (!Array.isArray(oldKeys)) throw new MontyUsageError('snapshots.oldKeys must be an array')
  if (store !== undefined && key === undefined && !process.env['MONTY_SNAPSHOT_KEY']) {
    throw new MontyUsageError('snapshots.key is needed with a store, or nobody else could resume')
  }
  const keys = key === undefined ? undefined : [key, ...oldKeys]
  // A key that is too short would show only when a run pauses, with its work lost.
  if (keys !== undefined) readingKeys({ keys })
  const { leaseMs = Math.min(timeoutMs + 30_000, HOUR_MS) } = options
  if (typeof leaseMs !== 'number' || !(leaseMs > 0 && leaseMs < Infinity)) {
    throw new MontyUsageError('snapshots.leaseMs must be a number above 0')
  }
  return { store, key, keys, scope, expiresInMs, leaseMs }
}

const STORE_METHODS = ['put', 'claim', 'consume', 'release', 'list'] as const

function checkStore(store: Partial<SnapshotStore> | null): void {
  const missing = STORE_METHODS.find((method) => typeof store?.[method] !== 'function')
  if (missing === undefined) return
  throw new MontyUsageError(`snapshots.store must be a store: it has no ${missing}()`)
}

function resolveBudgets(budgets: Budgets = {}): Required<Budgets> {
  checkNames(budgets, new Set(Object.keys(DEFAULT_BUDGETS)), 'budgets')
  const complete = { ...DEFAULT_BUDGETS, ...budgets }
  for (const [name, bytes] of Object.entries(complete)) {
    if (!Number.isSafeInteger(bytes) || bytes < 0) {
      throw new MontyUsageError(`budgets.${name} must be a whole number of bytes`)
    }
  }
  return complete
}
