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
import { type ArtifactOptions, ARTIFACTS, DEFAULT_ARTIFACTS } from './files/artifacts.js'
import { DEFAULT_OUTPUTS, type OutputOptions, OUTPUTS } from './files/outputs.js'
import { LearnedTypesOf, type TypeStore } from './learning/learned-types.js'
import { Discovery } from './discovery/discovery.js'
import type { Metadata } from './metadata.js'
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
  /**
   * Whether the calls of a run are put into the store as they are made, so that `execute(code, { after: runId })`
   * can go on when its process died: one entry before each call, which is waited for, and one after it.
   * Default `true` with a store.
   */
  journal?: boolean
  /**
   * Whether what happened in a run is kept in the store when it has ended, for `events(runId)`; of paused runs it always
   * is. Default `false`.
   */
  events?: boolean
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
  /**
   * How long the recording of a run may be (`record`), as JSON. A run whose recording would be longer goes on, and
   * its `recording` rejects. Default 64 MiB.
   */
  recordingBytes?: number
  /**
   * Declarations that `discovery: 'search'` tells whole, in tokens: about four bytes each. What is longer is told by
   * groups and names, in half as many at most. Default 4,000.
   */
  declarationTokens?: number
}

/** What a runtime is made of. */
export interface RuntimeOptions<Ctx = any> extends Pick<
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
  tools?: ToolSet<Ctx>
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
   * Hides secrets from the model in the calls that a failure tells of: it is given the text of each argument
   * and result, and what it returns is shown. Default: all is shown.
   */
  redact?: (text: string) => string
  /**
   * How much of what does not fit an answer is kept as files below `/outputs`, for later programs of the same
   * conversation; `false` for nothing. Default: 64 MiB a conversation, for an hour.
   */
  outputs?: OutputOptions | false
  /**
   * How much a run may give the user, by files below `/artifacts` and `context.artifact`; `false` for nothing.
   * Default: 32 MiB in 100 files.
   */
  artifacts?: ArtifactOptions | false
  /**
   * What happens when a call has to wait for an approval. `'first'`: no other call is started, and the run pauses
   * when those under way have ended. `'together'`: Python runs on for as long as it can, so that all calls of it
   * that need one are asked about at once. Default `'first'`.
   */
  approvals?: 'first' | 'together'
  /**
   * What a model is told of tools. `'all'`: their declarations. `'search'`: those as long as they fit
   * `budgets.declarationTokens`, else groups and names, and Python has `search_tools(words)` and
   * `describe_tool(name)`, also for the tools of modules and MCP servers. Default `'all'`.
   */
  discovery?: 'all' | 'search'
  /**
   * Whether types of results are learned for tools that have no `output`, those of MCP servers mostly: from what they
   * gave, and with nothing of the values. `refresh()` declares them. A store keeps them for other processes.
   * Default `false`.
   */
  learnTypes?: true | TypeStore | false
  /**
   * Whether a person has to agree to a program before it runs; a function decides by its text and what its
   * execution was given. It is pending as a call of `<program>`, whose input is its `code`. Default `false`.
   */
  approveProgram?: boolean | ((code: string, about: ProgramContext<Ctx>) => boolean)
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

/** The execution that a program is for. */
export interface ProgramContext<Ctx = any> {
  readonly runId: string
  readonly context: Ctx
  readonly metadata: Metadata | undefined
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
  readonly redact: ((text: string) => string) | undefined
  readonly outputs: Readonly<Required<OutputOptions>> | undefined
  readonly artifacts: Readonly<Required<ArtifactOptions>> | undefined
  readonly approvesTogether: boolean
  readonly discovery: Discovery | undefined
  readonly learning: LearnedTypesOf | undefined
  readonly approveProgram: NonNullable<RuntimeOptions['approveProgram']>
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
  readonly journal: boolean
  readonly events: boolean
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
  'redact',
  'outputs',
  'artifacts',
  'approvals',
  'discovery',
  'learnTypes',
  'approveProgram',
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
  'journal',
  'events',
])
const DEFAULT_TIMEOUT_MS = 60_000
const HOUR_MS = 60 * 60 * 1_000
const WEEK_MS = 7 * 24 * 60 * 60 * 1_000
const KIB = 1_024
export const DEFAULT_BUDGETS = {
  resultBytes: 32 * KIB,
  stdoutBytes: 16 * KIB,
  errorBytes: 8 * KIB,
  recordBytes: 32 * 1024 * KIB,
  recordingBytes: 64 * 1024 * KIB,
  declarationTokens: 4_000,
}

/** Checks a runtime's options once. */
export function resolveRuntime(options: RuntimeOptions): CompleteRuntime {
  checkNames(options, KNOWN_OPTIONS, 'MontyRuntime')
  const { extensions = [], timeoutMs = DEFAULT_TIMEOUT_MS } = options
  checkExtensions(extensions)
  const discovery = isSearched(options.discovery) ? new Discovery() : undefined
  const globals = {
    ...gatherTools(options.tools, extensions, discovery?.functions),
    ...discovery?.functions,
  }
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
  const tools = toolsAmong(host.functions)
  discovery?.declare(tools)
  return {
    host,
    globals,
    modules,
    tools,
    discovery,
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
    redact: checkRedact(options.redact),
    learning: resolveLearning(options.learnTypes, tools),
    approvesTogether:
      oneOf(options.approvals ?? 'first', ['first', 'together'], 'approvals') === 'together',
    approveProgram: checkApproveProgram(options.approveProgram),
    outputs: isTaken(host, OUTPUTS, options.outputs)
      ? undefined
      : resolveQuotas('outputs', options.outputs, DEFAULT_OUTPUTS),
    artifacts: isTaken(host, ARTIFACTS, options.artifacts)
      ? undefined
      : resolveQuotas('artifacts', options.artifacts, DEFAULT_ARTIFACTS),
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

const isSearched = (discovery: RuntimeOptions['discovery'] = 'all'): boolean =>
  oneOf(discovery, ['all', 'search'], 'discovery') === 'search'

/** `own` are there besides. They stand for a search that an extension brings. */
function gatherTools(
  given: ToolSet | undefined,
  extensions: readonly Extension[],
  own: ToolSet = {},
): ToolSet {
  const tools: ToolSet = {}
  const add = (more: ToolSet, where: string): void => {
    for (const [name, tool] of Object.entries(more)) {
      if (Object.hasOwn(own, name) && where !== 'tools') continue
      if (Object.hasOwn(own, name)) throw new MontyUsageError(`${where}.${name} is there already`)
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
  checkFlag(options.journal, 'snapshots.journal')
  const events = checkFlag(options.events, 'snapshots.events')
  if (events && store === undefined) {
    throw new MontyUsageError('snapshots.events needs a store to keep them in')
  }
  const journal = options.journal ?? true
  return { store, key, keys, scope, expiresInMs, leaseMs, journal, events }
}

const STORE_METHODS = ['put', 'claim', 'consume', 'release', 'list'] as const

function checkStore(store: Partial<SnapshotStore> | null): void {
  const missing = STORE_METHODS.find((method) => typeof store?.[method] !== 'function')
  if (missing === undefined) return
  throw new MontyUsageError(`snapshots.store must be a store: it has no ${missing}()`)
}

/** Whether files of the application's are where ours would be, and nobody has asked for ours. */
function isTaken({ files }: ResolvedHost, path: string, asked: unknown): boolean {
  if (asked !== undefined || files === undefined) return false
  try {
    return files.exists(path)
  } catch (error) {
    // A mounted folder says so of what is outside of it.
    if (error instanceof MontyUsageError) return false
    throw error
  }
}

function resolveQuotas<T extends object>(
  name: string,
  given: Partial<T> | false | undefined,
  defaults: Readonly<T>,
): Readonly<T> | undefined {
  if (given === false) return undefined
  if (given === undefined) return defaults
  checkNames(given, new Set(Object.keys(defaults)), name)
  const said = Object.entries(given).filter(([, value]) => value !== undefined)
  for (const [quota, value] of said) {
    if (typeof value !== 'number' || !(value >= 0)) {
      throw new MontyUsageError(`${name}.${quota} must be a number of at least 0`)
    }
  }
  return { ...defaults, ...Object.fromEntries(said) }
}

function resolveLearning(
  learnTypes: RuntimeOptions['learnTypes'],
  tools: ToolSet,
): LearnedTypesOf | undefined {
  if (learnTypes === undefined || learnTypes === false) return undefined
  if (learnTypes === true) return new LearnedTypesOf(tools, undefined)
  const { load, save } = (learnTypes ?? {}) as Partial<TypeStore>
  if (typeof load === 'function' && typeof save === 'function') {
    return new LearnedTypesOf(tools, learnTypes)
  }
  throw new MontyUsageError('learnTypes must be true, or a store with load() and save()')
}

function checkApproveProgram(
  approve: RuntimeOptions['approveProgram'],
): CompleteRuntime['approveProgram'] {
  if (approve === undefined || typeof approve === 'boolean') return approve ?? false
  if (typeof approve === 'function') return approve
  throw new MontyUsageError('approveProgram must be true, false, or a function of the program')
}

function checkRedact(redact: RuntimeOptions['redact']): RuntimeOptions['redact'] {
  if (redact === undefined || typeof redact === 'function') return redact
  throw new MontyUsageError('redact must be a function of a text')
}

/** Checks budgets, and fills in the defaults. */
export function resolveBudgets(budgets: Budgets = {}): Required<Budgets> {
  checkNames(budgets, new Set(Object.keys(DEFAULT_BUDGETS)), 'budgets')
  const complete = { ...DEFAULT_BUDGETS, ...budgets }
  for (const [name, bytes] of Object.entries(complete)) {
    if (!Number.isSafeInteger(bytes) || bytes < 0) {
      throw new MontyUsageError(
        `budgets.${name} must be a whole number of ${name.endsWith('Bytes') ? 'bytes' : 'tokens'}`,
      )
    }
  }
  return complete
}
