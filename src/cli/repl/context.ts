import type { PythonModule, ResourceLimits, ToolSet } from '../../index.js'
import type { Inspector } from './inspector.js'
import type { Workspace } from './workspace.js'

/** Dependencies of the prompt's commands. */
export interface ReplContext {
  readonly workspace: Workspace
  readonly inspector: Inspector
  readonly tools: ToolSet
  readonly modules: Readonly<Record<string, PythonModule>>
  readonly limits: Required<ResourceLimits>
  /** The mounted directories, as Python sees them. */
  readonly mounted: readonly string[]
  /** The secret that signs saved sessions. */
  readonly key: () => string
  /** Executes a statement and prints its result. */
  readonly execute: (code: string) => Promise<void>
}
