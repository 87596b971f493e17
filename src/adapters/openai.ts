/// <reference types="node" preserve="true" />
import { type FunctionTool, tool } from '@openai/agents-core'
import { imagesOf, pythonTool } from '../internals.js'
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
): FunctionTool<any, any, any> {
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
        turn: run,
        ...(run === undefined ? {} : { context: run.context }),
      })
      const text = JSON.stringify(answer)
      const images = settings?.showImages === false ? [] : imagesOf(answer)
      if (images.length === 0) return text
      return [
        { type: 'text', text },
        ...images.map(({ base64, mediaType }) => ({
          type: 'image',
          image: { data: base64, mediaType },
        })),
      ]
    },
  })
}
