import { heardBy } from './observe/listeners.js'
import type { RunOptions } from '../monty/options.js'
import type { ModuleSet } from '../host/modules.js'
import type { ToolSet } from '../host/tool.js'
import type { RunEvent } from './observe/events.js'
import type { Happening } from './observe/run-event.js'

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
  /** What it has to know of a run that is paused, should the run go on in another process. */
  keep?(runId: string): string | undefined
  /**
   * Hears every event of every run as it happens. What it throws, or rejects with, fails no run: it
   * is a warning of the process, once for each extension.
   */
  onEvent?(event: RunEvent, run: ExtensionRun): void
  /**
   * Makes each host call of every run, so that the call can be made in a context of the extension's,
   * such as that of its active span. It calls `perform` once, before it returns; what comes of the call
   * goes on without it. Its `call` event comes before.
   *
   * @example
   * ```ts
   * import { AsyncLocalStorage } from 'node:async_hooks'
   * import type { Extension } from 'monty-node'
   *
   * const storage = new AsyncLocalStorage<string>()
   * const extension: Extension = {
   *   name: 'call-id',
   *   aroundCall: ({ runId, callId }, perform) => storage.run(`${runId}/${callId}`, perform),
   * }
   * ```
   */
  aroundCall?(call: ExtensionCall, perform: () => void): void
}

/** A host call as an extension sees it. */
export interface ExtensionCall {
  readonly runId: string
  /** Unique in its run. */
  readonly callId: number
  readonly name: string
}

/** Makes a call within what extensions have around it. Nothing that they do changes what comes of it. */
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

/** How an extension hears of a run. */
export function listenerOf(
  extension: Extension,
  runId: string,
  push: (event: Happening) => void,
): Array<(event: RunEvent) => void> {
  if (extension.onEvent === undefined) return []
  const { name } = extension
  const emitChildEvent = (event: unknown): void =>
    push({ type: 'child', runId, callId: undefined, name, event })
  const run: ExtensionRun = { runId, emitChildEvent }
  return [
    (event) => {
      // What it tells itself it need not hear.
      if (event.type === 'child' && event.callId === undefined && event.name === name) return
      heardBy(extension, () => extension.onEvent!(event, run))
    },
  ]
}

/** What extensions keep of a run, by their names. */
export function keptBy(extensions: readonly Extension[], runId: string): Record<string, string> {
  const kept: Record<string, string> = {}
  for (const extension of extensions) {
    const text = heardBy(extension, () => extension.keep?.(runId))
    if (typeof text === 'string') kept[extension.name] = text
  }
  return kept
}
