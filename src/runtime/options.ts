import type { Language } from '../core/engine/source.js'
import type { RunAsyncOptions } from '../monty/options.js'
import type { KeyLike } from '../monty/snapshot/key.js'
import type { ModuleSet } from '../host/modules.js'
import type { ToolSet } from '../host/tool.js'
import type { Isolation } from '../monty/isolation.js'
import type { ArtifactOptions } from './files/artifacts.js'
import type { OutputOptions } from './files/outputs.js'
import type { TypeStore } from './learning/learned-types.js'
import type { Metadata } from './metadata.js'
import type { Extension } from './extensions.js'
import type { RecordChoice } from './recording/options.js'
import type { TenantsOptions } from './tenants/options.js'
import type { SnapshotStore } from './stores/store.js'

/** Storage of paused runs. */
export interface SnapshotOptions {
  /** Store of their state. Without a store the token carries the state. */
  store?: SnapshotStore
  /**
   * Secret that signs tokens and encrypts states. Default: `MONTY_SNAPSHOT_KEY` of the environment,
   * else a random key of this process, with which no other process can resume.
   */
  key?: KeyLike
  /** Earlier secrets, still accepted for verification and decryption. */
  oldKeys?: readonly KeyLike[]
  /** Scope in which tokens are valid, such as the name of the application. Default `'monty-node'`. */
  scope?: string
  /** Time after which a paused run can no longer be resumed, in ms. Default 7 days. */
  expiresInMs?: number
  /**
   * Lease of a run that is being resumed, in ms: after it, the resuming process is taken to have died, and
   * another may resume the run. Default: 30 s longer than a run may take, at most an hour.
   */
  leaseMs?: number
  /**
   * Whether the calls of a run are stored as they are made, so that `execute(code, { after: runId })` can
   * continue after its process died: one entry before each call, which is awaited, and one after it.
   * Default `true` with a store.
   */
  journal?: boolean
  /**
   * Whether the events of a run are stored when it has ended, for `events(runId)`; those of paused runs always
   * are. Default `false`.
   */
  events?: boolean
}

/** Budgets of the model's answer about a run. The rest is cut, with a marker. */
export interface Budgets {
  /** The result, as text. Default 32 KiB. */
  resultBytes?: number
  /** Printed output. Default 16 KiB. */
  stdoutBytes?: number
  /** An error and its hint. Default 8 KiB. */
  errorBytes?: number
  /**
   * Not for the model, but for the host's code: arguments, results and output kept in the calls of an outcome and
   * for later readers of events, including those of nested runs. Values after it is spent are marked
   * `omitted`; extensions receive all events whole. Default 32 MiB.
   */
  recordBytes?: number
  /**
   * Size of the recording of a run (`record`), as JSON. A run whose recording would be longer continues, and
   * its `recording` rejects. Default 64 MiB.
   */
  recordingBytes?: number
  /**
   * Declarations that `discovery: 'search'` puts in the prompt whole, in tokens: about four bytes each. Longer
   * ones are replaced by groups and names, in at most half as many. Default 4,000.
   */
  declarationTokens?: number
}

/** Options of a {@link MontyRuntime}. */
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
> {
  /** Modules that Python can import, by name. Default none. */
  modules?: ModuleSet
  /** Tools that Python can call, by name. Default none. */
  tools?: ToolSet<Ctx>
  /** Isolation of the Python: this process, or pooled worker processes. Default `'process'`. */
  isolation?: Isolation
  /** Whether each execution starts afresh (default), or all share one state, one after the other. */
  state?: 'fresh' | 'shared'
  /** Whether programs are type-checked before they run. Default `true`. */
  typeCheck?: boolean
  /**
   * Whether a program that ends with an assignment to names returns the assigned value, as models
   * intend. Default `true`.
   */
  lastAssignment?: boolean
  /** Language of programs, see `MontyOptions`. Default `'python'`. */
  language?: Language
  /** Extensions, which add tools, modules, files and prompt text, and receive events. Default none. */
  extensions?: readonly Extension[]
  /** Storage of paused runs. Default: tokens carry the state, encrypted with a key of this process. */
  snapshots?: SnapshotOptions
  /** Budgets of the model's answer about a run. Default 32, 16 and 8 KiB. */
  budgets?: Budgets
  /**
   * Hides secrets from the model in the calls that a failed answer lists: receives the text of each argument
   * and result, and returns the text to show. Text that a program prints, raises or returns is not redacted. Default:
   * everything is shown.
   */
  redact?: (text: string) => string
  /**
   * Limits of the texts that do not fit an answer, and are kept as files below `/outputs`, for later programs of the
   * same conversation; `false` to keep none. Default: 64 MiB a conversation, for an hour.
   */
  outputs?: OutputOptions | false
  /**
   * Limits of the files that a run may give the user, below `/artifacts` and by `context.artifact`; `false` for
   * none. Default: 32 MiB in 100 files.
   */
  artifacts?: ArtifactOptions | false
  /**
   * Behaviour when a call needs an approval. `'first'`: no other call is started, and the run pauses
   * when the calls in progress have ended. `'together'`: Python continues as long as it can, so that all its calls
   * that need approval are requested at once. Default `'first'`.
   */
  approvals?: 'first' | 'together'
  /**
   * Description of tools in the prompt. `'all'`: their declarations. `'search'`: those as long as they fit
   * `budgets.declarationTokens`, else groups and names, and Python has `search_tools(words)` and
   * `describe_tool(name)`, also for the tools of modules and MCP servers. Default `'all'`.
   */
  discovery?: 'all' | 'search'
  /**
   * Whether result types are learned for tools that have no `output`, those of MCP servers mostly: from their
   * results, without keeping any values. `refresh()` declares them. A store shares them with other processes.
   * Default `false`.
   */
  learnTypes?: true | TypeStore | false
  /**
   * Whether a program needs an approval before it runs; a function decides by its text and its execution's
   * context. The program is pending as a call of `<program>`, whose input is its `code`. Default `false`.
   */
  approveProgram?: boolean | ((code: string, about: ProgramContext<Ctx>) => boolean)
  /**
   * Whether executions are recorded, so that `replay()` can repeat them without tools; or how, as in
   * `{ redact }`. Default `false`.
   */
  record?: RecordChoice
  /**
   * Limits of tenants that share the runtime: concurrent runs, in turns between tenants, and the quota of each.
   * Default: a `tenant` has no limits.
   */
  tenants?: TenantsOptions
}

/** The execution that a program belongs to. */
export interface ProgramContext<Ctx = any> {
  readonly runId: string
  readonly context: Ctx
  readonly metadata: Metadata | undefined
}
