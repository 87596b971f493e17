import type { DiagnosticFormat } from '../../index.js'
import type { Determinism } from './determinism.js'

/** What `run` is given, limits apart. */
export interface RunFlags extends Determinism {
  readonly tools?: string
  readonly input?: readonly string[]
  readonly files?: readonly string[]
  readonly env?: readonly string[]
  readonly isolation: 'none' | 'process'
  readonly typeCheck?: true
  readonly timeout?: number
  readonly approve?: 'ask' | 'all' | 'none'
  readonly report?: string
  readonly json?: true
  readonly watch?: true
}

/** What `check` is given. */
export interface CheckFlags {
  readonly tools?: string
  readonly stubs?: string
  readonly input?: readonly string[]
  readonly format: DiagnosticFormat
}

/** What `repl` is given, limits apart. */
export interface ReplFlags extends Determinism {
  readonly tools?: string
  readonly files?: readonly string[]
  readonly env?: readonly string[]
  readonly history?: string | false
}
