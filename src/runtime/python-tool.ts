import { MontyUsageError } from '../core/errors.js'
import { structuredClone } from '../core/node.js'
import { checkNames } from '../core/option-names.js'
import type { StandardSchema } from '../host/standard-schema.js'
import type { Outcome } from './outcome.js'
import type { MontyRuntime } from './runtime.js'
import { answerOf, type PythonAnswer } from './answer.js'

/** What a model gives the tool. */
export interface PythonInput {
  /** The program. */
  code: string
}

/** The JSON Schema of {@link PythonInput}. */
interface PythonInputJsonSchema {
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

/** How an adapter runs the tool. */
interface PythonToolOptions {
  signal?: AbortSignal
  /** Hears of the outcome before the model does: where an application keeps the token of a pause. */
  onOutcome?: (outcome: Outcome) => void
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
  readonly execute: (input: PythonInput, options?: PythonToolOptions) => Promise<PythonAnswer>
}

/** How the tool is called, and what is done about pauses. */
export interface PythonToolSettings {
  /** Default `'run_python'`. */
  name?: string
  /** Hears of every outcome before the model does: where an application keeps the token of a pause. */
  onOutcome?: (outcome: Outcome) => void
}

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
  checkNames(settings, new Set(['name', 'onOutcome']), 'the tool')
  const { name = 'run_python', onOutcome } = settings
  return {
    name,
    description: runtime.prompt(),
    inputSchema: inputSchema(),
    execute: async (input, options) => {
      // A model, or what stands between, may give anything: the answer says what is wrong with it.
      const { code } = Object(input) as PythonInput
      const signal = options?.signal
      const outcome = await runtime.execute(code, signal === undefined ? {} : { signal }).outcome
      onOutcome?.(outcome)
      options?.onOutcome?.(outcome)
      return answerOf(outcome, runtime.budgets)
    },
  }
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
