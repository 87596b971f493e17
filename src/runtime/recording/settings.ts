import type { Language, ModuleStub } from '../../core/engine/source.js'
import type { CompleteLimits } from '../../core/limits.js'
import { moduleStubs } from '../../host/stubs/module-stubs.js'
import { stubs as declarationsOf } from '../../host/stubs/stubs.js'
import type { CompleteRuntime } from '../resolve-options.js'

/** Under what a recorded run ran, besides its chance and its clock. */
export interface RecordedSettings {
  readonly language: Language
  readonly typeCheck: boolean
  readonly lastAssignment: boolean
  /** The declarations it was checked against. */
  readonly stubs: string
  readonly modules: readonly ModuleStub[]
  readonly limits: CompleteLimits
  readonly dicts: 'auto' | 'map' | 'object'
  readonly timeZone: string | undefined
  readonly cwd: string | undefined
  /** How much of its output its outcome keeps. */
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
