import { structuredClone } from '../core/node.js'
import { MontyUsageError } from '../core/errors.js'
import { checkFlag, checkNames, namesOf } from '../core/option-checks.js'
import type { StandardSchema } from '../host/standard-schema.js'
import type { Outcome } from '../host/outcome.js'
import { callListener } from './observe/listeners.js'
import type { RunEvent } from './observe/run-event.js'
import type { MontyRuntime } from './runtime.js'
import { modelAnswer, type PythonAnswer } from './model/answer.js'
import { type AfterChoice, FailedTurns, type Turn } from './turns.js'

/** Input of the tool, from the model. */
export interface PythonInput {
  /** The program. */
  code: string
}

/** The JSON Schema of {@link PythonInput}. */
export interface PythonInputJsonSchema {
  readonly type: 'object'
  readonly properties: { readonly code: { readonly type: 'string'; readonly description: string } }
  readonly required: ['code']
  readonly additionalProperties: false
}

/** A JSON Schema that is a Standard Schema as well, for frameworks that take either. */
export type PythonInputSchema = PythonInputJsonSchema &
  StandardSchema<PythonInput> & {
    readonly '~standard': {
      readonly types?: { readonly input: PythonInput; readonly output: PythonInput } | undefined
      readonly jsonSchema: Record<
        'input' | 'output',
        (options: { target: string }) => Record<string, unknown>
      >
    }
  }

/** A call of the tool, as its framework describes it. */
export interface PythonToolCall {
  /** Aborts the run. */
  signal?: AbortSignal
  /** The framework's id of the call. */
  toolCallId?: string
  /** Passed to tools as `context.context`. */
  context?: unknown
  /**
   * Identifies the turn of the conversation: the same for all calls of one turn, and for no others. `after: true`
   * requires it, if only as `undefined` for a call outside of turns.
   */
  turn?: Turn | undefined
}

/** A framework-independent tool that runs Python. */
export interface PythonTool {
  /** Name of the tool for the model. */
  readonly name: string
  /** Prompt for the model: the rules, the limits and the declarations of the tools. */
  readonly description: string
  /** JSON Schema and Standard Schema in one. */
  readonly inputSchema: PythonInputSchema
  /** Runs a program and returns the answer for the model. */
  readonly execute: (input: PythonInput, call?: PythonToolCall) => Promise<PythonAnswer>
}

/** Options of {@link pythonTool}. */
export interface PythonToolSettings {
  /** Name of the tool. Default `'run_python'`. */
  name?: string
  /**
   * Receives every outcome before the model does; the model waits for a returned promise. An application stores
   * the token of a pause here, with the tool call that it belongs to.
   */
  onOutcome?: (outcome: Outcome, call: Pick<PythonToolCall, 'toolCallId' | 'context'>) => unknown
  /** Receives every event of every run as it happens, with the tool call that it belongs to. */
  onEvent?: (event: RunEvent, call: Pick<PythonToolCall, 'toolCallId' | 'context'>) => void
  /**
   * Whether a program continues from the previous one, if that failed in the same turn of the conversation
   * (`execute(code, { after })`). `true` works with the AI SDK, OpenAI Agents, LangChain's agents and Mastra, which
   * identify turns. With others, pass a function that returns a value that is the same for all calls of one turn, and
   * for no others, such as the id of the user's message. Default `false`.
   */
  after?: AfterChoice<PythonToolCall>
  /**
   * Whether the model is shown images among the artifacts of a run, where its framework can carry them. Other files
   * are listed by name only. Default `true`.
   */
  showImages?: boolean
  /** The conversation that a call belongs to, see `conversation` of `execute`. Default: none. */
  conversation?: (call: PythonToolCall) => string | undefined
}

const TOOL_SETTINGS = namesOf<PythonToolSettings>({
  name: true,
  onOutcome: true,
  onEvent: true,
  after: true,
  showImages: true,
  conversation: true,
})

/**
 * A runtime as a tool: name, description, schema, execute. Every adapter is a few lines over it.
 *
 * @example
 * ```ts
 * const { name, description, inputSchema, execute } = pythonTool(runtime)
 * await execute({ code: 'await search("tea")' }) // { status: 'ok', result: [...] }
 * ```
 */
export function pythonTool(runtime: MontyRuntime, settings: PythonToolSettings = {}): PythonTool {
  if (typeof (runtime as MontyRuntime | undefined)?.prompt !== 'function') {
    throw new MontyUsageError('the tool needs a MontyRuntime, as in new MontyRuntime({ tools })')
  }
  checkNames(settings, TOOL_SETTINGS, 'the tool')
  checkFlag(settings.showImages, 'showImages')
  const { name = 'run_python', onOutcome, onEvent, after = false } = settings
  const failures = new FailedTurns<PythonToolCall>(runtime, after)
  return {
    name,
    description: runtime.prompt(),
    inputSchema: inputSchema(),
    execute: async (input, given) => {
      // A model or its framework may pass any input: the answer describes the error.
      const { code } = input ?? {}
      const call = given ?? {}
      const { signal, toolCallId, context } = call
      const turn = failures.turnOf(call)
      const before = failures.take(turn)
      const conversation = settings.conversation?.(call ?? {})
      const about = {
        ...(toolCallId === undefined ? {} : { toolCallId }),
        ...(context === undefined ? {} : { context }),
      }
      const execution = runtime.execute(code, {
        ...(signal === undefined ? {} : { signal }),
        ...(context === undefined ? {} : { context }),
        ...(before === undefined ? {} : { after: before }),
        ...(conversation === undefined ? {} : { conversation }),
      })
      const forwarded = onEvent && forwardEvents(execution.events, (event) => onEvent(event, about))
      const outcome = await execution.outcome
      await forwarded
      failures.record(turn, outcome)
      await onOutcome?.(outcome, about)
      return modelAnswer(outcome)
    },
  }
}

/** Passes all events to a listener, whose errors do not fail the run. */
async function forwardEvents(
  events: AsyncIterable<RunEvent>,
  listen: (event: RunEvent) => void,
): Promise<void> {
  for await (const event of events) callListener(listen, () => listen(event))
}

function inputSchema(): PythonInputSchema {
  const json: PythonInputJsonSchema = {
    type: 'object',
    properties: {
      code: {
        type: 'string',
        description: 'The Python program. Its last expression is the result.',
      },
    },
    required: ['code'],
    additionalProperties: false,
  }
  const toJsonSchema = (): Record<string, unknown> => structuredClone({ ...json })
  const standard: PythonInputSchema['~standard'] = {
    version: 1,
    vendor: 'monty-node',
    validate: checkInput,
    jsonSchema: { input: toJsonSchema, output: toJsonSchema },
  }
  // Not enumerable, as it is not a keyword of JSON Schema.
  return Object.defineProperty({ ...json }, '~standard', { value: standard }) as PythonInputSchema
}

const checkInput: PythonInputSchema['~standard']['validate'] = (value) => {
  const code: unknown =
    typeof value === 'object' && value !== null ? (value as { code?: unknown }).code : undefined
  if (typeof code === 'string') return { value: { code } }
  return { issues: [{ message: 'code must be a string', path: ['code'] }] }
}
