import type { PythonModule, ResourceLimits, ToolSet } from '../../index.js'
import type { Inspector } from './inspector.js'
import type { Workspace } from './workspace.js'

/** What commands of the prompt work with. */
export interface ReplContext {
  readonly workspace: Workspace
  readonly inspector: Inspector
  readonly tools: ToolSet
  readonly modules: Readonly<Record<string, PythonModule>>
  readonly limits: Required<ResourceLimits>
  /** Where directories of the host are, for Python. */
  readonly mounted: readonly string[]
  /** The secret of saved sessions. */
  readonly key: () => string
  /** Executes a statement and shows what comes of it. */
  readonly execute: (code: string) => Promise<void>
}
