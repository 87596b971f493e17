import { eventToJson } from '../internals.js'
import type { JsonEvent } from '../runtime/observe/event-json.js'
import type { RunEvent } from '../runtime/observe/run-event.js'
import type { JsonValue } from '../core/values/json.js'

/** Data of the part `data-python-call` of a message: a call of a host function. */
export interface PythonCallData {
  /** The call of the Python tool that contains this call. */
  readonly toolCallId?: string
  readonly runId: string
  readonly callId: number
  readonly name: string
  readonly args: JsonValue
  readonly kwargs: JsonValue
  readonly state: 'running' | 'waiting' | 'done' | 'failed'
  readonly value?: JsonValue
  readonly error?: JsonValue
  readonly durationMs?: number
  /** Set when the call was not made, but answered from the program before. */
  readonly replayed?: true
}

/** Data of the part `data-python-output` of a message: the text printed so far. */
export interface PythonOutputData {
  readonly toolCallId?: string
  readonly runId: string
  readonly text: string
}

/**
 * Parts of the AI SDK's messages about a Python program; a part replaces an earlier one of the same
 * type and id.
 */
export type PythonUiPart =
  | { readonly type: 'data-python-call'; readonly id: string; readonly data: PythonCallData }
  | { readonly type: 'data-python-output'; readonly id: string; readonly data: PythonOutputData }

/** The types of the data parts, for a `UIMessage` of your own. */
export type PythonUiData = {
  'python-call': PythonCallData
  'python-output': PythonOutputData
}

const MAX_VALUE = 4 * 1024
const MAX_OUTPUT = 16 * 1024

/**
 * Converts events of runs to parts of a UI message: calls from Python show while they happen, and
 * after a reload, as parts are stored with their message. Events of `runtime.events(runId)` are
 * accepted as well.
 *
 * @example
 * ```ts
 * import { pythonTools, pythonUiParts } from 'monty-node/ai'
 *
 * const parts = pythonUiParts()
 * const tools = pythonTools(runtime, {
 *   onEvent: (event, call) => parts(event, call).forEach((part) => writer.write(part)),
 * })
 * ```
 */
export function pythonUiParts(): (
  event: RunEvent | JsonEvent,
  call?: { readonly toolCallId?: string },
) => PythonUiPart[] {
  const calls = new Map<string, PythonCallData>()
  const outputs = new Map<string, string>()

  const callPart = (id: string, data: PythonCallData): PythonUiPart => {
    calls.set(id, data)
    return { type: 'data-python-call', id, data }
  }
  const forget = (runId: string): void => {
    outputs.delete(runId)
    for (const id of calls.keys()) if (id.startsWith(`${runId}-`)) calls.delete(id)
  }
  const partsOf = (event: JsonEvent, about: { toolCallId?: string }): PythonUiPart[] => {
    const { runId } = event
    const id = `${runId}-${event['callId'] as number}`
    switch (event.type) {
      case 'stdout': {
        const text = `${outputs.get(runId) ?? ''}${event['text'] as string}`.slice(-MAX_OUTPUT)
        outputs.set(runId, text)
        return [{ type: 'data-python-output', id: runId, data: { ...about, runId, text } }]
      }
      case 'call': {
        const { callId, name, args, kwargs, replayed } = event as unknown as PythonCallData
        const flags = replayed === true ? { replayed } : {}
        const data = {
          ...about,
          runId,
          callId,
          name,
          args,
          kwargs,
          state: 'running' as const,
          ...flags,
        }
        return [callPart(id, data)]
      }
      case 'result':
      case 'error': {
        const known = calls.get(id)
        if (known === undefined) return []
        const { value = null, error = null, durationMs } = event as unknown as PythonCallData
        const isDone = event.type === 'result'
        const end = isDone ? { value, state: 'done' as const } : { error, state: 'failed' as const }
        return [
          callPart(id, { ...known, ...end, ...(durationMs === undefined ? {} : { durationMs }) }),
        ]
      }
      case 'paused': {
        const pending = event['pending'] as unknown as Array<{
          callId: number
          name: string
          input: JsonValue
        }>
        return pending.map(({ callId, name, input }) =>
          callPart(`${runId}-${callId}`, {
            ...about,
            runId,
            callId,
            name,
            args: [],
            kwargs: input,
            state: 'waiting',
          }),
        )
      }
      case 'child': {
        const inner = event['event'] as unknown as JsonEvent | null
        const isEvent =
          typeof inner === 'object' && inner !== null && typeof inner.runId === 'string'
        return isEvent ? partsOf(inner, about) : []
      }
      case 'done':
        forget(runId)
        return []
      case 'start':
      case 'progress':
        return []
    }
  }
  return (event, call = {}) => {
    const { toolCallId } = call
    if (event.type === 'done') {
      forget(event.runId)
      return []
    }
    const json = eventToJson(event as RunEvent, { maxBytes: MAX_VALUE })
    return partsOf(json, toolCallId === undefined ? {} : { toolCallId })
  }
}
