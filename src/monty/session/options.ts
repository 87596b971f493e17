import { runNested } from '../monty.js'
import type { Isolation } from '../isolation.js'
import type { ResolvedHost } from '../host/resolve.js'
import { resolveHost, KNOWN } from '../host/resolve.js'
import { checkNames, checkFlag, namesOf } from '../../core/option-checks.js'
import { MontyUsageError } from '../../core/errors.js'
import type { ResourceLimits } from '../../core/limits.js'
import type { MontyOptions, RunOptions } from '../options.js'
import { KNOWN_LOAD, type LoadOptions } from '../snapshot/envelope.js'
import { resolveCompilation } from '../source.js'
import { type Source } from '../../core/engine/source.js'

/** Options of a session. Options of a feed override them. */
export interface SessionOptions
  extends Omit<MontyOptions, 'inputs' | 'limits' | 'modules'>, Omit<RunOptions, 'inputs'> {
  /**
   * Whether a feed that is cancelled, times out or hits a limit restores the state from before the
   * feed. Otherwise such a feed ends the session. Costs one dump per feed. Default `false`.
   */
  checkpoint?: boolean
  /**
   * Whether a feed that ends with an assignment to names returns the assigned value instead of
   * nothing. Default `false`.
   */
  lastAssignment?: boolean
  /**
   * Where Python runs, see `RunAsyncOptions`. In a worker process only the methods that end in
   * `Async` run code. Between feeds the state is stored in this process, so that the session
   * occupies no worker: each feed copies the state back when it ends. Default `'none'`.
   */
  isolation?: Isolation
}

/**
 * Options for loading a session: its keys, and the options that do not travel. Limits, the compile
 * options, the seed, the clock's zone and the working directory travel.
 */
export type SessionLoadOptions = LoadOptions &
  Omit<
    SessionOptions,
    | 'scriptName'
    | 'language'
    | 'assertMessages'
    | 'allowEval'
    | 'random'
    | 'timeZone'
    | 'cwd'
    | 'limits'
    | 'clock'
  > & {
    /** The only limit that the host enforces. */
    limits?: Pick<ResourceLimits, 'maxConcurrentCalls'>
    /** The clock, for a session that began with a clock function. */
    clock?: () => Date
  }

type CompilationOptions = Omit<MontyOptions, 'inputs' | 'limits' | 'modules' | 'lastAssignment'>
const COMPILATION = namesOf<CompilationOptions>({
  scriptName: true,
  language: true,
  typeCheck: true,
  typeStubs: true,
  assertMessages: true,
  allowEval: true,
})
const KNOWN_SESSION = new Set<string>([
  ...COMPILATION,
  ...KNOWN.run,
  ...namesOf<Omit<SessionOptions, keyof CompilationOptions | keyof RunOptions>>({
    checkpoint: true,
    isolation: true,
    lastAssignment: true,
  }),
])
KNOWN_SESSION.delete('inputs')

/** Compile options of a session's feeds. */
export type SessionSource = Omit<Source, 'code' | 'inputs' | 'lastAssignment'>

/** Checks a session's options once. */
export function resolveSession(options: SessionOptions): {
  host: ResolvedHost
  source: SessionSource
} {
  checkNames(options, KNOWN_SESSION, 'MontySession')
  checkFlag(options.checkpoint, 'checkpoint')
  checkFlag(options.lastAssignment, 'lastAssignment')
  const isCompilation = (name: string): boolean =>
    name === 'modules' || name === 'limits' || COMPILATION.has(name)
  const isHost = (name: string): boolean =>
    name === 'isolation' || (KNOWN.run.has(name) && name !== 'inputs')
  return {
    source: resolveCompilation(select(options, isCompilation)),
    host: resolveHost(select(options, isHost), KNOWN.runAsync, 'MontySession', runNested),
  }
}

const TRAVELLING = [
  'scriptName',
  'language',
  'assertMessages',
  'allowEval',
  'random',
  'timeZone',
  'cwd',
]
const KNOWN_LOADING = new Set(
  [...KNOWN_SESSION, ...KNOWN_LOAD].filter((name) => !TRAVELLING.includes(name)),
)

/**
 * Checks the options for loading a session, some of which are fixed.
 *
 * @throws MontyUsageError naming an option that is unknown or would have no effect
 */
export function checkLoading(options: SessionLoadOptions): void {
  const travelling = travellingIn(options ?? {})
  if (travelling !== undefined) {
    throw new MontyUsageError(
      `${travelling} was set when the session began and cannot change: it travels with the session, leave it out`,
    )
  }
  const isGiven = (name: string): boolean => options[name as keyof SessionLoadOptions] !== undefined
  checkNames(options && select(options, isGiven), KNOWN_LOADING, 'load')
}

function travellingIn(options: SessionOptions): string | undefined {
  const { limits, clock } = options
  const name = TRAVELLING.find((one) => options[one as keyof SessionOptions] !== undefined)
  if (name !== undefined) return name
  if (clock !== undefined && typeof clock !== 'function') return 'clock'
  const limit = Object.keys(limits ?? {}).find((one) => one !== 'maxConcurrentCalls')
  return limit && `limits.${limit}`
}

function select(object: object, isWanted: (name: string) => boolean): object {
  return Object.fromEntries(Object.entries(object).filter(([name]) => isWanted(name)))
}
