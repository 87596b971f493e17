import type { Language, ModuleStub } from '../../core/engine/source.js'
import type { CompleteLimits } from '../../core/limits.js'
import { moduleStubs } from '../../host/stubs/module-stubs.js'
import { stubs as declarationsOf } from '../../host/stubs/stubs.js'
import type { CompleteRuntime } from '../resolve-options.js'

/** The settings of a recorded run besides its seed and its clock. */
export interface RecordedSettings {
  readonly language: Language
  readonly typeCheck: boolean
  readonly lastAssignment: boolean
  /** Declarations that the program was checked against. */
  readonly stubs: string
  readonly modules: readonly ModuleStub[]
  readonly limits: CompleteLimits
  readonly dicts: 'auto' | 'map' | 'object'
  readonly timeZone: string | undefined
  readonly cwd: string | undefined
  /** Limit of the printed output in the outcome, in bytes. */
  readonly stdoutBytes: number
}

/** The settings of a runtime's runs, for their recordings. */
export function recordedSettings(options: CompleteRuntime): RecordedSettings {
  const { host, globals, typeCheck, lastAssignment, language, budgets } = options
  const { timeZone, cwd } = host.environment
  return {
    language,
    typeCheck,
    lastAssignment,
    stubs: typeCheck ? declarationsOf(globals) : '',
    modules: typeCheck ? moduleStubs(options.modules) : [],
    limits: host.limits,
    dicts: host.decode.dicts,
    timeZone,
    cwd,
    stdoutBytes: budgets.stdoutBytes,
  }
}
