import { callListener } from './observe/listeners.js'
import type { RunOptions } from '../monty/options.js'
import type { ModuleSet } from '../host/modules.js'
import type { ToolSet } from '../host/tool.js'
import type { RunEvent } from './observe/events.js'
import type { UntimedEvent } from './observe/run-event.js'

/** A run as an extension sees it. */
export interface ExtensionRun {
  readonly runId: string
  /** Adds a `child` event to the run's events. */
  emitChildEvent(event: unknown): void
}

/** Adds tools, modules, files, prompt text or hooks to each runtime that uses it. */
export interface Extension {
  /** Name of the extension in errors and child events. */
  readonly name: string
  /** Tools that Python can call; a function receives the other tools available. */
  readonly tools?: ToolSet | ((available: ToolSet) => ToolSet)
  /** Modules the Python can import. */
  readonly modules?: ModuleSet
  /** Files the Python sees, after the runtime's own. */
  readonly files?: RunOptions['files']
  /** Text for the model's prompt. */
  readonly prompt?: string | (() => string)
  /** State of the extension for a paused run, kept with the run in case another process resumes it. */
  keep?(runId: string): string | undefined
  /**
   * Receives every event of every run as it happens. An error thrown, or a rejection, does not fail the run:
   * it becomes a warning of the process, once for each extension.
   */
  onEvent?(event: RunEvent, run: ExtensionRun): void
  /**
   * Wraps each host call of every run, so that the call can be made in a context of the extension's,
   * such as that of its active span. `aroundCall` calls `perform` once, before it returns; the result of the call
   * does not pass through it. The `call` event comes before.
   *
   * @example
   * ```ts
   * import { AsyncLocalStorage } from 'node:async_hooks'
   * import type { Extension } from 'monty-node'
   *
   * const storage = new AsyncLocalStorage<string>()
   * const extension: Extension = {
   * name: 'call-id',
   * aroundCall: ({ runId, callId }, perform) => storage.run(`${runId}/${callId}`, perform),
   * }
   * ```
   */
  aroundCall?(call: ExtensionCall, perform: () => void): void
}

/** A host call as an extension sees it. */
export interface ExtensionCall {
  readonly runId: string
  /** Identifies the call within its run. */
  readonly callId: number
  readonly name: string
}

/** Makes a call inside the `aroundCall` hooks of extensions. The hooks cannot change its result or its error. */
export function performAround<T>(
  extensions: readonly Extension[],
  call: ExtensionCall,
  perform: () => T,
): T {
  let outcome: { value: T } | { error: unknown } | undefined
  const performOnce = (): void => {
    if (outcome !== undefined) return
    try {
      outcome = { value: perform() }
    } catch (error) {
      outcome = { error }
    }
  }
  const within = extensions.reduce(
    (inner, extension) => () => extension.aroundCall!(call, inner),
    performOnce,
  )
  try {
    within()
  } catch (error) {
    process.emitWarning(error instanceof Error ? error : String(error))
  }
  performOnce()
  if ('error' in outcome!) throw outcome.error
  return outcome!.value
}

/** The listeners of an extension for the events of a run: one if it has `onEvent`, else none. */
export function listenerOf(
  extension: Extension,
  runId: string,
  push: (event: UntimedEvent) => void,
): Array<(event: RunEvent) => void> {
  if (extension.onEvent === undefined) return []
  const { name } = extension
  const emitChildEvent = (event: unknown): void =>
    push({ type: 'child', runId, callId: undefined, name, event })
  const run: ExtensionRun = { runId, emitChildEvent }
  return [
    (event) => {
      // The extension does not receive the child events that it emitted itself.
      if (event.type === 'child' && event.callId === undefined && event.name === name) return
      callListener(extension, () => extension.onEvent!(event, run))
    },
  ]
}

/** The state that extensions keep for a run, by extension name. */
export function keptBy(extensions: readonly Extension[], runId: string): Record<string, string> {
  const kept: Record<string, string> = {}
  for (const extension of extensions) {
    const text = callListener(extension, () => extension.keep?.(runId))
    if (typeof text === 'string') kept[extension.name] = text
  }
  return kept
}
