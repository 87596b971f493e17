import { eventToJson } from '../internals.js'
import type { JsonEvent } from '../runtime/observe/event-json.js'
import type { RunEvent } from '../runtime/observe/run-event.js'
import type { JsonValue } from '../core/values/json.js'

/** A call of a host function, as the part `data-python-call` of a message tells of it. */
export interface PythonCallData {
  /** The call of the Python tool that it is inside of. */
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
  /** Set when it was not made, but answered by the program before. */
  readonly replayed?: true
}

/** What a program has printed so far, as the part `data-python-output` of a message tells it. */
export interface PythonOutputData {
  readonly toolCallId?: string
  readonly runId: string
  readonly text: string
}

/** Parts of the AI SDK's messages about a Python program; one of the same type and id takes the place of the one before. */
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
 * Makes parts of a UI message of what happens in runs: the calls that Python makes show as they happen, and, as parts
 * are kept with their message, after a reload. Events of `runtime.events(runId)` do as well.
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
