/// <reference types="node" preserve="true" />
import { pythonTool } from '../internals.js'
import { DynamicStructuredTool } from '@langchain/core/tools'
import type { MontyRuntime } from '../runtime/runtime.js'
import type { PythonInput, PythonToolSettings } from '../runtime/python-tool.js'

/** What LangChain hands a tool. */
interface ToolConfig {
  readonly signal?: AbortSignal
  readonly toolCall?: { readonly id?: string }
  readonly configurable?: Record<string, unknown>
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
      const { signal, toolCall, configurable } = (config ?? {}) as ToolConfig
      const answer = await execute(input as PythonInput, {
        ...(signal === undefined ? {} : { signal }),
        ...(toolCall?.id === undefined ? {} : { toolCallId: toolCall.id }),
        ...(configurable === undefined ? {} : { context: configurable }),
      })
      return JSON.stringify(answer)
    },
  })
}
