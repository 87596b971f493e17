import { DEFAULT_COMPILATION, type Language, LANGUAGES } from '../core/engine/source.js'
import { isThenable } from '../core/drive/calls.js'
import { resolveCancellation } from '../core/drive/cancellation.js'
import { type ResolvedHost, resolveHost, KNOWN } from '../monty/host/resolve.js'
import { checkNames, checkFlag, namesOf, oneOf } from '../core/option-checks.js'
import { MontyUsageError } from '../core/errors.js'
import type { ModuleSet } from '../host/modules.js'
import type { ToolSet } from '../host/tool.js'
import type { RunAsyncOptions } from '../monty/options.js'
import { backendOf } from '../monty/isolation.js'
import type { Backend } from '../core/drive/backend.js'
import { type ArtifactOptions, ARTIFACTS, DEFAULT_ARTIFACTS } from './files/artifacts.js'
import { DEFAULT_OUTPUTS, type OutputOptions, OUTPUTS } from './files/outputs.js'
import { LearnedTypesOf, type TypeStore } from './learning/learned-types.js'
import { Discovery } from './discovery/discovery.js'
import type { Extension } from './extensions.js'
import { checkRecord, type RecordChoice } from './recording/options.js'
import { type CompleteTenants, resolveTenants } from './tenants/options.js'
import type { RuntimeOptions, Budgets } from './options.js'
import { type CompleteSnapshots, resolveSnapshots } from './paused/snapshot-options.js'
import { gatherModules, gatherTools, toolsAmong } from './tools/gather.js'
import { resolveBudgets } from './budgets.js'

/** Validated {@link RuntimeOptions} with defaults. */
export interface CompleteRuntime {
  readonly host: ResolvedHost
  /** Functions available without an import. */
  readonly globals: ToolSet
  readonly modules: ModuleSet
  /** Every tool by its full name, including those in modules. */
  readonly tools: ToolSet
  readonly timeoutMs: number
  /** Runs the Python: in this process, or in worker processes. */
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

/** Options of the host of every run. */
const HOST = namesOf<
  Omit<
    Pick<RuntimeOptions, keyof RuntimeOptions & keyof RunAsyncOptions>,
    'timeoutMs' | 'isolation'
  >
>({
  limits: true,
  clock: true,
  timeZone: true,
  random: true,
  sleep: true,
  cwd: true,
  concurrency: true,
  printCallback: true,
  printBuffering: true,
  dicts: true,
  files: true,
  env: true,
  os: true,
  modules: true,
})
const OWN = namesOf<
  Omit<RuntimeOptions, Exclude<keyof RunAsyncOptions, 'timeoutMs' | 'isolation'>>
>({
  tools: true,
  isolation: true,
  state: true,
  typeCheck: true,
  lastAssignment: true,
  language: true,
  extensions: true,
  snapshots: true,
  budgets: true,
  redact: true,
  outputs: true,
  artifacts: true,
  approvals: true,
  discovery: true,
  learnTypes: true,
  approveProgram: true,
  record: true,
  tenants: true,
  timeoutMs: true,
})
const KNOWN_OPTIONS: ReadonlySet<string> = new Set([...HOST, ...OWN])
const DEFAULT_TIMEOUT_MS = 60_000
/** Validates a runtime's options and fills in the defaults. */
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
  const given = Object.fromEntries(Object.entries(options).filter(([name]) => HOST.has(name)))
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

const isSearched = (discovery: RuntimeOptions['discovery'] = 'all'): boolean =>
  oneOf(discovery, ['all', 'search'], 'discovery') === 'search'

/** Whether the application's files already occupy a default path of ours that it did not ask for. */
function isTaken({ files }: ResolvedHost, path: string, asked: unknown): boolean {
  if (asked !== undefined || files === undefined) return false
  try {
    return files.exists(path)
  } catch (error) {
    // A mounted directory throws this for paths outside of it.
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
  const defined = Object.entries(given).filter(([, value]) => value !== undefined)
  for (const [quota, value] of defined) {
    if (typeof value !== 'number' || !(value >= 0)) {
      throw new MontyUsageError(`${name}.${quota} must be a number of at least 0`)
    }
  }
  return { ...defaults, ...Object.fromEntries(defined) }
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
