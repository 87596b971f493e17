import type { ToolExecutionOptions } from 'ai'
import type { PythonToolCall } from '../runtime/python-tool.js'

/** Options of a tool's call in the AI SDK. Version 6 has another name for the context. */
type Options = ToolExecutionOptions<any> & { readonly experimental_context?: unknown }

/** Describes a call of the tool from the options of the AI SDK. */
export function callOf(options: Options): PythonToolCall {
  const { abortSignal, toolCallId, messages } = options
  const context: unknown = options.context ?? options.experimental_context
  // A turn begins with the user's message, which is the same object at each step.
  const turn = messages?.findLast(({ role }) => role === 'user')
  return {
    toolCallId,
    ...(abortSignal === undefined ? {} : { signal: abortSignal }),
    ...(context === undefined ? {} : { context }),
    ...(turn === undefined ? {} : { turn }),
  }
}
