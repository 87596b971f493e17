/// <reference types="node" preserve="true" />
import { pythonTool } from '../internals.js'
import type { MontyRuntime } from '../runtime/runtime.js'
import type { PythonAnswer } from '../runtime/model/answer.js'
import type { PythonInput, PythonInputSchema, PythonToolSettings } from '../runtime/python-tool.js'

/** What Mastra's `createTool` takes. */
export interface MastraToolDefinition {
  readonly id: string
  readonly description: string
  readonly inputSchema: PythonInputSchema
  readonly execute: (
    input: PythonInput,
    context?: { abortSignal?: AbortSignal | undefined },
  ) => Promise<PythonAnswer>
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
      const signal = context?.abortSignal
      return execute(input, signal === undefined ? {} : { signal })
    },
  }
}
