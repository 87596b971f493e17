/// <reference types="node" preserve="true" />
import { type FunctionTool, tool } from '@openai/agents-core'
import { pythonTool } from '../internals.js'
import type { MontyRuntime } from '../runtime/runtime.js'
import type { PythonToolSettings } from '../runtime/python-tool.js'

/**
 * A runtime as a tool of the OpenAI Agents SDK.
 *
 * @example
 * ```ts
 * const agent = new Agent({ name: 'Analyst', tools: [pythonAgentTool(runtime)] })
 * ```
 */
export function pythonAgentTool(
  runtime: MontyRuntime,
  settings?: PythonToolSettings,
): FunctionTool<any, any, string> {
  const { name, description, inputSchema, execute } = pythonTool(runtime, settings)
  return tool({
    name,
    description,
    parameters: { ...inputSchema, required: [...inputSchema.required] },
    strict: true,
    execute: async (input, run, details) => {
      const { signal, toolCall } = details ?? {}
      const answer = await execute(input, {
        ...(signal === undefined ? {} : { signal }),
        ...(toolCall === undefined ? {} : { toolCallId: toolCall.callId }),
        ...(run === undefined ? {} : { context: run.context, turn: run }),
      })
      return JSON.stringify(answer)
    },
  })
}
