import type { AnyExecution } from '../drive/execution.js'
import type { Stepped } from '../drive/stepping.js'

/** An execution at rest, and what it needs to go on. */
export interface Rest extends Stepped {
  readonly execution: AnyExecution
  readonly scriptName: string
  /** For a session, which is told when its feed is over, and how it failed. */
  readonly session?: { readonly onEnd: (error?: unknown) => void }
}
