/// <reference types="node" preserve="true" />
import { pythonTool, turnOf } from '../internals.js'
import type { MontyRuntime } from '../runtime/runtime.js'
import type { PythonAnswer } from '../runtime/model/answer.js'
import type { PythonInput, PythonInputSchema, PythonToolSettings } from '../runtime/python-tool.js'

/** Options of Mastra's `createTool`. */
export interface MastraToolDefinition {
  readonly id: string
  readonly description: string
  readonly inputSchema: PythonInputSchema
  readonly execute: (input: PythonInput, context?: MastraToolContext) => Promise<PythonAnswer>
}

/** The used part of the context of a tool's call in Mastra. */
export interface MastraToolContext {
  abortSignal?: AbortSignal | undefined
  /** The agent, with its conversation so far. */
  agent?:
    | { readonly messages?: unknown; readonly toolCallId?: string; readonly threadId?: string }
    | undefined
}

/** Finds the start of the turn: the user's message. */
function lastOfUser(messages: unknown): { readonly id?: unknown } | undefined {
  if (!Array.isArray(messages)) return undefined
  return (messages as Array<{ role?: unknown; id?: unknown }>).findLast(
    (message) => message?.role === 'user',
  )
}

/**
 * A runtime as the definition of a tool of Mastra, for its `createTool`.
 *
 * @example
 * ```ts
 * const agent = new Agent({ name, instructions, model, tools: { python: createTool(pythonMastraTool(runtime)) } })
 * ```
 */
export function pythonMastraTool(
  runtime: MontyRuntime,
  settings?: PythonToolSettings,
): MastraToolDefinition {
  const { name, description, inputSchema, execute } = pythonTool(runtime, settings)
  return {
    id: name,
    description,
    inputSchema,
    execute: (input, context) => {
      const { abortSignal: signal, agent } = context ?? {}
      const turn = turnOf(lastOfUser(agent?.messages), agent?.threadId)
      return execute(input, {
        ...(signal === undefined ? {} : { signal }),
        ...(agent?.toolCallId === undefined ? {} : { toolCallId: agent.toolCallId }),
        turn,
      })
    },
  }
}
