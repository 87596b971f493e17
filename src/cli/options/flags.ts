import type { DiagnosticFormat } from '../../index.js'
import type { Determinism } from './determinism.js'

/** Flags of `run`, without limits. */
export interface RunFlags extends Determinism {
  readonly tools?: string
  readonly input?: readonly string[]
  readonly files?: readonly string[]
  readonly env?: readonly string[]
  readonly isolation: 'none' | 'process'
  readonly typeCheck?: true
  readonly timeout?: number
  readonly approve?: 'ask' | 'all' | 'none'
  readonly record?: string
  readonly report?: string
  readonly json?: true
  readonly watch?: true
}

/** Flags of `replay`. */
export interface ReplayFlags {
  readonly code?: string
  readonly isolation: 'none' | 'process'
  readonly json?: true
}

/** Flags of `check`. */
export interface CheckFlags {
  readonly tools?: string
  readonly stubs?: string
  readonly input?: readonly string[]
  readonly format: DiagnosticFormat
}

/** Flags of `repl`, without limits. */
export interface ReplFlags extends Determinism {
  readonly tools?: string
  readonly files?: readonly string[]
  readonly env?: readonly string[]
  readonly history?: string | false
}

/** Flags of `serve`, without limits. */
export interface ServeFlags {
  readonly tools?: string
  readonly port: number
  readonly host: string
  readonly token?: readonly string[]
  readonly withoutToken?: true
  readonly files?: readonly string[]
  readonly env?: readonly string[]
  readonly isolation: 'none' | 'process'
  readonly typeCheck?: true
  readonly timeout?: number
  readonly maxRuns?: number
  readonly quiet?: true
}
