/// <reference types="node" preserve="true" />
import { pythonTool, turnOf } from '../internals.js'
import type { BaseMessage } from '@langchain/core/messages'
import { DynamicStructuredTool } from '@langchain/core/tools'
import type { MontyRuntime } from '../runtime/runtime.js'
import type { PythonInput, PythonToolSettings } from '../runtime/python-tool.js'

/** Configuration of a tool's call in LangChain. */
interface ToolConfig {
  readonly signal?: AbortSignal
  readonly toolCall?: { readonly id?: string }
  readonly configurable?: Record<string, unknown>
  /** The state of a graph, such as that of an agent. */
  readonly state?: unknown
}

/** Finds the start of the turn: the user's message, which is the same object at each step. */
function lastOfUser(state: unknown): BaseMessage | undefined {
  const { messages } = (state ?? {}) as { messages?: unknown }
  if (!Array.isArray(messages)) return undefined
  return (messages as BaseMessage[]).findLast((message) => message?.getType?.() === 'human')
}

/**
 * A runtime as a tool of LangChain.
 *
 * @example
 * ```ts
 * const agent = createAgent({ model, tools: [pythonStructuredTool(runtime)] })
 * ```
 */
export function pythonStructuredTool(
  runtime: MontyRuntime,
  settings?: PythonToolSettings,
): DynamicStructuredTool {
  const { name, description, inputSchema, execute } = pythonTool(runtime, settings)
  return new DynamicStructuredTool({
    name,
    description,
    schema: { ...inputSchema, required: [...inputSchema.required] },
    func: async (input, _manager, config) => {
      const { signal, toolCall, configurable, state } = (config ?? {}) as ToolConfig
      const turn = turnOf(lastOfUser(state), configurable?.['thread_id'])
      const answer = await execute(input as PythonInput, {
        ...(signal === undefined ? {} : { signal }),
        ...(toolCall?.id === undefined ? {} : { toolCallId: toolCall.id }),
        ...(configurable === undefined ? {} : { context: configurable }),
        turn,
      })
      return JSON.stringify(answer)
    },
  })
}
