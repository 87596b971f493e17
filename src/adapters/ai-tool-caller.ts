import {
  modelAnswer,
  MontyRuntime,
  MontyUsageError,
  pythonNamesOf,
  pythonTool,
  tool,
} from '../internals.js'
import * as ai from 'ai'
import type { Tool as AiTool, ToolSet as AiToolSet } from 'ai'
import type { HostContext } from '../host/context.js'
import type { JsonSchema } from '../host/json-schema.js'
import type { Tool, ToolSet } from '../host/tool.js'
import type { RuntimeOptions } from '../runtime/options.js'
import type { PythonAnswer } from '../runtime/model/answer.js'
import type { PythonInput, PythonToolSettings } from '../runtime/python-tool.js'

/** A tool of the AI SDK that can call other tools. */
export type PythonToolCaller = AiTool<PythonInput, PythonAnswer> & {
  readonly experimental_toolCaller: {
    readonly type: 'local'
    readonly bind: (tools: any) => AiTool
  }
}

/** Options of a tool's call in the AI SDK. */
type AiToolContext = Parameters<NonNullable<AiTool['execute']>>[1]

/**
 * A tool caller of the AI SDK: the model's Python can call the tools that
 * `experimental_toolCallers` routes through it. Experimental in the SDK; it needs `ai` 7.0.43 or
 * newer. A tool with `needsApproval` pauses the run, as in a runtime; `fromAiTools` gives the tools
 * to resume it with.
 *
 * @param options of the runtime that runs the Python; its own tools are available, too
 * @throws MontyUsageError when the SDK has no tool callers
 *
 * @example
 * ```ts
 * await generateText({
 *   model,
 *   tools: { run_python: pythonToolCaller(), getInventory, getDemand },
 *   experimental_toolCallers: { getInventory: ['run_python'], getDemand: ['run_python'] },
 *   stopWhen: isStepCount(10),
 *   prompt,
 * })
 * ```
 */
export function pythonToolCaller(
  options: RuntimeOptions = {},
  settings: Pick<PythonToolSettings, 'onOutcome'> = {},
): PythonToolCaller {
  if (ai.experimental_toolCaller === undefined) {
    throw new MontyUsageError('pythonToolCaller needs ai 7.0.43 or newer, which has tool callers')
  }
  if (options instanceof MontyRuntime) {
    throw new MontyUsageError(
      'pythonToolCaller takes the options of a runtime, as it makes runtimes of its own; for this one there is pythonTools(runtime)',
    )
  }
  let last: { readonly tools: AiToolSet; readonly bound: AiTool } | undefined
  // The SDK binds tools again at every step; usually they are the same.
  const bind = (tools: AiToolSet): AiTool => {
    if (last === undefined || !areSame(last.tools, tools)) {
      last = { tools, bound: boundTool(tools, options, settings) }
    }
    return last.bound
  }
  const caller = ai.experimental_toolCaller(bind({}), { type: 'local', bind })
  return caller as unknown as PythonToolCaller
}

function areSame(some: AiToolSet, others: AiToolSet): boolean {
  const names = Object.keys(some)
  return (
    names.length === Object.keys(others).length &&
    names.every((name) => some[name] === others[name])
  )
}

function boundTool(
  tools: AiToolSet,
  options: RuntimeOptions,
  settings: Pick<PythonToolSettings, 'onOutcome'>,
): AiTool {
  const contexts = new Map<string, AiToolContext>()
  const runtime = new MontyRuntime({
    ...options,
    tools: { ...options.tools, ...toolsWithin(tools, (runId) => contexts.get(runId)) },
  })
  const { description, inputSchema } = pythonTool(runtime)
  return {
    description,
    inputSchema,
    async execute({ code }: PythonInput, given: AiToolContext): Promise<PythonAnswer> {
      const { abortSignal } = given
      const execution = runtime.execute(
        code,
        abortSignal === undefined ? {} : { signal: abortSignal },
      )
      contexts.set(execution.runId, given)
      const outcome = await execution.outcome
      contexts.delete(execution.runId)
      const { toolCallId } = given
      await settings.onOutcome?.(outcome, { toolCallId })
      return modelAnswer(outcome)
    },
  }
}

/**
 * Converts tools of the AI SDK to tools of a runtime.
 *
 * @throws MontyUsageError for a tool without `execute`, or with a schema that is loaded
 * asynchronously
 *
 * @example
 * ```ts
 * const runtime = new MontyRuntime({ tools: fromAiTools({ getInventory, getDemand }) })
 * ```
 */
export function fromAiTools(tools: AiToolSet): ToolSet {
  return toolsWithin(tools, () => undefined)
}

function toolsWithin(
  tools: AiToolSet,
  contextOf: (runId: string) => AiToolContext | undefined,
): ToolSet {
  const names = Object.keys(tools)
  const pythonNames = pythonNamesOf(names)
  return Object.fromEntries(
    names.map((name, index) => [pythonNames[index]!, converted(name, tools[name]!, contextOf)]),
  )
}

function converted(
  name: string,
  given: AiToolSet[string],
  contextOf: (runId: string) => AiToolContext | undefined,
): Tool {
  const { description, outputSchema } = given
  const execute = given.execute?.bind(given)
  if (execute === undefined) {
    throw new MontyUsageError(`the tool ${name} has no execute, so Python cannot call it`)
  }
  const input = ai.asSchema(given.inputSchema)
  const optionsOf = (context: Pick<HostContext, 'runId' | 'callId' | 'signal'>): AiToolContext => {
    const outer = contextOf(context.runId)
    const toolCallId = `${outer?.toolCallId ?? context.runId}-${context.callId}`
    const { signal } = context
    return { messages: [], ...outer, toolCallId, abortSignal: signal } as unknown as AiToolContext
  }
  return tool({
    ...(typeof description === 'string' ? { description } : {}),
    input: jsonSchemaOf(name, input),
    ...(outputSchema === undefined
      ? {}
      : { output: jsonSchemaOf(name, ai.asSchema(outputSchema)) }),
    needsApproval: approvalOf(given),
    async execute(args: unknown, context) {
      // Awaited in any case: the run's options are registered only after the run has started.
      const checked = (await input.validate?.(args)) ?? { success: true as const, value: args }
      if (!checked.success) throw new TypeError(`${name}(): ${checked.error.message}`)
      return lastOf(await execute(checked.value, optionsOf(context)), (part) => context.emit(part))
    },
  })
}

function jsonSchemaOf(name: string, { jsonSchema }: { jsonSchema: unknown }): JsonSchema {
  if (typeof jsonSchema === 'object' && jsonSchema !== null && !('then' in jsonSchema)) {
    return jsonSchema as JsonSchema
  }
  throw new MontyUsageError(`the schema of the tool ${name} is loaded later: give it as it is`)
}

/** If the function returns a promise, the runtime asks for approval. */
function approvalOf({ needsApproval }: AiToolSet[string]): boolean | ((input: unknown) => boolean) {
  if (typeof needsApproval !== 'function') return needsApproval === true
  return (input) => needsApproval(input, { toolCallId: '', messages: [], context: {} }) as boolean
}

/** Emits the parts of a tool that streams, except for the last, which is the result. */
async function lastOf(result: unknown, emit: (part: unknown) => void): Promise<unknown> {
  if (typeof result !== 'object' || result === null || !(Symbol.asyncIterator in result)) {
    return result
  }
  let last: unknown
  for await (const part of result as AsyncIterable<unknown>) {
    if (last !== undefined) emit(last)
    last = part
  }
  return last
}
