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
> {
  /** What Python can import, by name. Default none. */
  modules?: ModuleSet
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
   * and result, and what it returns is shown. What a program prints, raises or gives is told as it is. Default: all
   * is shown.
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
