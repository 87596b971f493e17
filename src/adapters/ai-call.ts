import type { ToolExecutionOptions } from 'ai'
import type { PythonToolCall } from '../runtime/python-tool.js'

/** What the AI SDK hands a tool. Version 6 has another name for the context. */
type Options = ToolExecutionOptions<any> & { readonly experimental_context?: unknown }

/** A call of the tool, as the AI SDK tells of it. */
export function callOf(options: Options): PythonToolCall {
  const { abortSignal, toolCallId, messages } = options
  const context: unknown = options.context ?? options.experimental_context
  // A turn begins with what the user says, which is the same object at each step.
  const turn = messages?.findLast(({ role }) => role === 'user')
  return {
    toolCallId,
    ...(abortSignal === undefined ? {} : { signal: abortSignal }),
    ...(context === undefined ? {} : { context }),
    ...(turn === undefined ? {} : { turn }),
  }
}
