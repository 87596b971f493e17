/// <reference types="node" preserve="true" />
import { checkTurnless, imagesOf, pythonTool } from '../internals.js'
import type { BetaRunnableTool } from '@anthropic-ai/sdk/lib/tools/BetaRunnableTool'
import type { MontyRuntime } from '../runtime/runtime.js'
import type { PythonInput, PythonToolSettings } from '../runtime/python-tool.js'

/**
 * A runtime as a tool for the tool runner of the Anthropic SDK. As the SDK does not tell its tools
 * about turns, `after` must be a function.
 *
 * @throws MontyUsageError for `after: true`
 * @example
 * ```ts
 * await client.beta.messages.toolRunner({ model, max_tokens, messages, tools: [pythonRunnableTool(runtime)] })
 * ```
 */
export function pythonRunnableTool(
  runtime: MontyRuntime,
  settings?: PythonToolSettings,
): BetaRunnableTool<PythonInput> {
  checkTurnless(settings?.after, 'the Anthropic SDK')
  const { name, description, inputSchema, execute } = pythonTool(runtime, settings)
  return {
    type: 'custom',
    name,
    description,
    input_schema: { ...inputSchema },
    parse: (input) => input as PythonInput,
    run: async (input, context) => {
      const { signal, toolUse } = context ?? {}
      const answer = await execute(input, {
        ...(signal ? { signal } : {}),
        ...(toolUse === undefined ? {} : { toolCallId: toolUse.id }),
      })
      const text = JSON.stringify(answer)
      const images = settings?.showImages === false ? [] : imagesOf(answer)
      if (images.length === 0) return text
      return [
        { type: 'text', text },
        ...images.map(({ base64, mediaType }) => ({
          type: 'image' as const,
          source: { type: 'base64' as const, data: base64, media_type: mediaType as 'image/png' },
        })),
      ]
    },
  }
}
