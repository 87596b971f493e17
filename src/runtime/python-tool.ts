import { structuredClone } from '../core/node.js'
import { MontyUsageError } from '../core/errors.js'
import { checkFlag, checkNames, namesOf } from '../core/option-checks.js'
import type { StandardSchema } from '../host/standard-schema.js'
import type { Outcome } from '../host/outcome.js'
import { heardBy } from './observe/listeners.js'
import type { RunEvent } from './observe/run-event.js'
import type { MontyRuntime } from './runtime.js'
import { modelAnswer, type PythonAnswer } from './model/answer.js'
import { type AfterChoice, FailedTurns, type Turn } from './turns.js'

/** What a model gives the tool. */
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

/** What a framework knows of a call of the tool. */
export interface PythonToolCall {
  /** Ends the run. */
  signal?: AbortSignal
  /** The framework's name of the call. */
  toolCallId?: string
  /** What tools are handed as `context.context`. */
  context?: unknown
  /**
   * What is the same for all calls of one turn of a conversation, and for no others. `after: true` needs it, if only
   * as `undefined` for a call that is in no turn.
   */
  turn?: Turn | undefined
}

/** One tool for any framework. */
export interface PythonTool {
  /** What the model calls it by. */
  readonly name: string
  /** What to tell the model: the rules, the limits and the declarations of the tools. */
  readonly description: string
  /** JSON Schema and Standard Schema at once. */
  readonly inputSchema: PythonInputSchema
  /** Runs a program, and tells what a model should know of it. */
  readonly execute: (input: PythonInput, call?: PythonToolCall) => Promise<PythonAnswer>
}

/** How the tool is called, and what is done about pauses. */
export interface PythonToolSettings {
  /** Default `'run_python'`. */
  name?: string
  /**
   * Hears of every outcome before the model does, which waits for a promise of it: where an application keeps
   * the token of a pause, and which call of the tool it belongs to.
   */
  onOutcome?: (outcome: Outcome, call: Pick<PythonToolCall, 'toolCallId' | 'context'>) => unknown
  /** Hears every event of every run as it happens, and which call of the tool it belongs to. */
  onEvent?: (event: RunEvent, call: Pick<PythonToolCall, 'toolCallId' | 'context'>) => void
  /**
   * Whether a program goes on from the one before, if that failed in the same turn of the conversation
   * (`execute(code, { after })`). The AI SDK, OpenAI Agents, LangChain's agents and Mastra's tell turns apart. For
   * others a function does: what it gives is the same for all calls of one turn, and for no others, such as the id of
   * the user's message. Default `false`.
   */
  after?: AfterChoice<PythonToolCall>
  /**
   * Whether the model is shown images among the artifacts of a run, where its framework can carry them. Other files
   * are told by their names alone. Default `true`.
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
      // A model, or what stands between, may give anything: the answer says what is wrong with it.
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
      const heard = onEvent && hear(execution.events, (event) => onEvent(event, about))
      const outcome = await execution.outcome
      await heard
      failures.tell(turn, outcome)
      await onOutcome?.(outcome, about)
      return modelAnswer(outcome)
    },
  }
}

/** Tells somebody of all events. What a listener throws fails no run. */
async function hear(
  events: AsyncIterable<RunEvent>,
  listen: (event: RunEvent) => void,
): Promise<void> {
  for await (const event of events) heardBy(listen, () => listen(event))
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
  // Not a keyword, so it does not travel with the JSON Schema.
  return Object.defineProperty({ ...json }, '~standard', { value: standard }) as PythonInputSchema
}

const checkInput: PythonInputSchema['~standard']['validate'] = (value) => {
  const code: unknown =
    typeof value === 'object' && value !== null ? (value as { code?: unknown }).code : undefined
  if (typeof code === 'string') return { value: { code } }
  return { issues: [{ message: 'code must be a string', path: ['code'] }] }
}
