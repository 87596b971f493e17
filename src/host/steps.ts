import { MontyUsageError } from '../core/errors.js'
import type { HostContext } from './context.js'
import { Tool, type ToolSet } from './tool.js'

/** A call to run as a step of a durable engine. */
export interface StepCall {
  /** The run. */
  readonly runId: string
  /** Unique in the run, and the same when the run is done again. */
  readonly callId: number
  /** The name that Python called. */
  readonly name: string
  /** The checked arguments. */
  readonly input: unknown
}

/**
 * Runs a call as a step of an engine: the engine calls `perform`, stores its result and returns it,
 * or returns the result that it stored when it ran the step before.
 */
export type Step = (call: StepCall, perform: () => Promise<unknown>) => Promise<unknown>

/**
 * The same tools, each call of which is a step of a durable engine, such as DBOS, Temporal, Inngest
 * or Restate. An engine that runs a program again after a failure then has each call's outcome, and
 * makes no call twice. For that the program must make the same calls in the same order each time:
 * give the run a seed, and a fixed clock.
 *
 * @throws MontyUsageError for a value that is no tool, and for a step that is no function
 * @example
 * ```ts
 * const kept = new Map<string, unknown>()
 * const steps = stepTools({ find_customer }, async ({ name, callId }, perform) => {
 *   const key = `${name}/${callId}`
 *   if (!kept.has(key)) kept.set(key, await perform())
 *   return kept.get(key)
 * })
 * ```
 */
export function stepTools(tools: ToolSet, step: Step): ToolSet {
  if (typeof step !== 'function') {
    throw new MontyUsageError('stepTools needs a function that makes a call a step')
  }
  return Object.fromEntries(
    Object.entries(tools).map(([name, tool]) => {
      if (!(tool instanceof Tool)) throw new MontyUsageError(`tools.${name} must be made by tool()`)
      return [
        name,
        tool.performedBy((input, context, perform) => step(callOf(input, context), perform)),
      ]
    }),
  )
}

const callOf = (input: unknown, { runId, callId, toolName }: HostContext): StepCall => ({
  runId,
  callId,
  name: toolName,
  input,
})
