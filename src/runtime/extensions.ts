import type { RunOptions } from '../core/options.js'
import type { ModuleSet } from '../host/modules.js'
import type { ToolSet } from '../host/tool.js'
import type { RunEvent } from './events.js'

/** What an extension sees of a run. */
export interface ExtensionRun {
  readonly runId: string
  /** Adds a `child` event to the run's events. */
  emitChildEvent(event: unknown): void
}

/** Something that adds to every runtime it is given to. */
export interface Extension {
  /** Names it in errors and child events. */
  readonly name: string
  /** Tools the Python can call; given what else there is to call. */
  readonly tools?: ToolSet | ((available: ToolSet) => ToolSet)
  /** Modules the Python can import. */
  readonly modules?: ModuleSet
  /** Files the Python sees, after the runtime's own. */
  readonly files?: RunOptions['files']
  /** What to tell the model. */
  readonly prompt?: string | (() => string)
  /** Hears every event of every run as it happens. */
  onEvent?(event: RunEvent, run: ExtensionRun): void
}
