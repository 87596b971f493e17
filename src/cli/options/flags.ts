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
  readonly record?: string
  readonly report?: string
  readonly json?: true
  readonly watch?: true
}

/** What `replay` is given. */
export interface ReplayFlags {
  readonly code?: string
  readonly isolation: 'none' | 'process'
  readonly json?: true
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

/** What `serve` is given, limits apart. */
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
