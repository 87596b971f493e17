import {
  type CallRequest,
  type HostCallable,
  invoke,
  type RunScope,
} from '../core/contract/host-call.js'
import { isThenable } from '../core/drive/calls.js'
import { isLong } from '../core/engine/account.js'
import { MontyUsageError } from '../core/errors.js'
import { checkFlag, namesOf, oneOf } from '../core/option-checks.js'
import { nameArguments } from './arguments.js'
import {
  type ApprovalContext,
  type ContextFactory,
  type Describable,
  type HostContext,
  plainContext,
  type ToolDescription,
  type UndoContext,
} from './context.js'
import type { FromJsonSchema } from './from-json-schema.js'
import type { JsonSchema } from './json-schema.js'
import type { Signature } from './signature.js'
import { ToolSchema } from './tool-schema.js'
import { type StandardSchema } from './standard-schema.js'

/** Definition of a tool. */
export interface ToolDefinition<I, O, Ctx = unknown> {
  /** Description for the model; it becomes the docstring of the stub. */
  description?: string
  /**
   * Schema of the arguments, an object: positional arguments are its properties in order. `None`
   * for an optional argument is left out. Where a library asks for a `Date`, Python gives a
   * `datetime` with an offset.
   */
  input: StandardSchema<I> | JsonSchema
  /**
   * Schema of the result. A `number` in it arrives in Python as a float, an `integer` as an int, a
   * `Date` as a `datetime`, and so does text that a JSON Schema calls a `date-time`.
   */
  output?: StandardSchema<O> | JsonSchema
  /** The JSON Schema of `input`. Needed where the library of `input` cannot convert it. */
  inputSchema?: JsonSchema
  /** The JSON Schema of `output`, likewise. */
  outputSchema?: JsonSchema
  /**
   * Whether Python awaits the tool. Default `true`. With `false` a call gives a value at once:
   * Python waits for a promise that `execute` returns, and none of its other tasks run meanwhile.
   */
  async?: boolean
  /**
   * Whether a call needs the approval of a person; a function decides by the checked input, and by
   * the `context` of the execution. Runtimes ask for approval; plain runs do not. A function that
   * returns a promise counts as `true`. An error that the function throws ends the run (the call,
   * if validation takes long). Approval is needed however Python reaches the tool, and not asked
   * for when arguments are invalid. Default `false`.
   */
  needsApproval?: boolean | ((input: I, about: ApprovalContext<Ctx>) => boolean)
  /**
   * Whether the tool may be executed again from its start. Only a runtime uses this, for tools that
   * run Python with `context.subExecute`: when that Python waits for an approval the whole run
   * pauses. When the run resumes, the tool is executed again, while the Python inside it continues
   * where it was. Without the flag such a call raises `PermissionError`. Default `false`.
   */
  restartable?: boolean
  /**
   * Selects the calls that are answered from an earlier run when a program goes on from a run that
   * failed (`execute(code, { after })`). By default the calls of a tool are matched in their order,
   * and all are made from the first that differs. `'always'` is for tools that only read: any call
   * that was made before with the same arguments is answered with its earlier result, and a call
   * that failed is made again.
   */
  replay?: 'always'
  /**
   * Takes back the effect of a call, for `runtime.rollback(outcome)`: receives the checked input of
   * the call, and its result.
   */
  undo?(input: I, result: O, context: UndoContext<Ctx>): unknown
  /**
   * Whether a call may be made again, with the same `context.idempotencyKey`, when its outcome is
   * unknown because its process died. Only a run that is resumed elsewhere automatically uses this,
   * see `pythonWorker`; without the flag a person is asked. Default `false`.
   */
  idempotent?: boolean
  /**
   * Number of ms after which a run need not stay in its process for a call: where Python waits for
   * such calls only, the run is parked, and the call goes on without it. Any free worker resumes
   * the run with the call's outcome. Only runs of `pythonWorker` are parked; not with
   * `restartable`. Default: runs stay.
   */
  parkAfterMs?: number
  /**
   * Maximum number of parts (items, members, the values themselves) of arguments that the schema of
   * a library validates: libraries do so at once, which blocks the event loop. Default 200,000.
   * With a JSON Schema, which is validated in slices, the limit is a million.
   */
  maxParts?: number
  /** Performs a call. Python raises errors that it throws. */
  execute(input: I, context: HostContext<Ctx>): O | Promise<O>
}

/** Definition with a JSON Schema, from which the type of the input is inferred. */
export type JsonToolDefinition<S extends JsonSchema, O, Ctx = unknown> = Omit<
  ToolDefinition<FromJsonSchema<S>, O, Ctx>,
  'input'
> & { input: S }

/**
 * A host function that Python calls with checked arguments.
 *
 * @see {@link tool}
 */
export class Tool<I = any, O = any, Ctx = any> implements HostCallable, Describable {
  /** The description for the model. */
  readonly description: string | undefined
  /** The JSON Schema of the arguments; `undefined` when the schema's library cannot convert it. */
  readonly inputSchema: JsonSchema | undefined
  /**
   * The JSON Schema of the result; `undefined` when there is none, or the library cannot convert
   * it.
   */
  readonly outputSchema: JsonSchema | undefined
  /** Whether Python gets an awaitable. */
  readonly isAsync: boolean
  /** Whether a call needs the approval of a person. */
  readonly needsApproval: boolean | ((input: I, about: ApprovalContext<Ctx>) => boolean)
  /** Whether the tool may be executed again when the run was paused inside it. */
  readonly restartable: boolean
  /** `'always'` when calls are answered from any equal call of the earlier run. */
  readonly replay: 'always' | undefined
  /** Takes back the effect of a call. */
  readonly undo: ToolDefinition<I, O, Ctx>['undo'] | undefined
  /** Whether a call may be made again when its process died. */
  readonly idempotent: boolean
  /** Number of ms of a call after which its run may leave the process; `undefined` for never. */
  readonly parkAfterMs: number | undefined
  /** Performs a call with a checked input. */
  readonly execute: (input: I, context: HostContext<Ctx>) => O | Promise<O>
  readonly #definition: ToolDefinition<I, O, Ctx>
  readonly #input: ToolSchema
  readonly #output: ToolSchema | undefined

  /** Use {@link tool}. */
  constructor(definition: ToolDefinition<I, O, Ctx>) {
    const { input, output, inputSchema, outputSchema, async, needsApproval } = definition
    this.#definition = definition
    this.description = definition.description
    this.#input = new ToolSchema(input, 'input', inputSchema, definition.maxParts)
    this.#output = output === undefined ? undefined : new ToolSchema(output, 'output', outputSchema)
    this.inputSchema = this.#input.json
    this.outputSchema = this.#output === undefined ? outputSchema : this.#output.json
    this.isAsync = async ?? true
    this.needsApproval = needsApproval ?? false
    this.restartable = definition.restartable ?? false
    this.replay = definition.replay
    this.undo = definition.undo?.bind(definition)
    this.idempotent = definition.idempotent ?? false
    this.parkAfterMs = definition.parkAfterMs
    this.execute = (given, context) => definition.execute(given, context)
    this.#input.signature()
  }

  /**
   * Whether a call gives a value rather than an awaitable: with `async: false` Python waits for
   * promises.
   */
  get isSynchronous(): boolean {
    return !this.isAsync
  }

  /** Whether text that is a date by the `format` of its JSON Schema becomes a date in Python. */
  get givesDates(): boolean {
    return this.#output?.isJsonSchema ?? false
  }

  /** The arguments that Python may pass. */
  get signature(): Signature {
    return this.#input.signature()
  }

  /**
   * The same tool, declared with a type of its result that is not validated.
   *
   * @internal
   */
  declaredWith(outputSchema: JsonSchema, note: string): Tool<I, O, Ctx> {
    const { output: _output, ...definition } = this.#definition
    const description = this.description === undefined ? note : `${this.description} ${note}`
    return new Tool({ ...definition, description, outputSchema })
  }

  /** The tool as data, under a name. */
  describe(name: string): ToolDescription {
    const { description, inputSchema, outputSchema, isAsync } = this
    return { name, description, inputSchema, outputSchema, async: isAsync }
  }

  /**
   * The checked input of a call: arguments named, completed and validated.
   *
   * @throws TypeError naming the argument that is unknown, missing or of another type
   */
  bind(call: CallRequest): I | Promise<I> {
    const { account, kib = 0 } = call
    const takesTime = isLong(kib * 1024) || this.#input.hasPatterns
    return account === undefined || !takesTime
      ? this.#bind(call)
      : account.timed(() => this.#bind(call))
  }

  #bind(call: CallRequest): I | Promise<I> {
    const named = nameArguments(call, this.#input.signature())
    return this.#input.checkArguments(call, named) as I | Promise<I>
  }

  /**
   * The same tool, whose calls go through `perform`, which may call `execute`.
   *
   * @internal
   */
  performedBy(
    perform: (input: I, context: HostContext, execute: () => Promise<O>) => Promise<unknown>,
  ): Tool<I, O> {
    return new Tool<I, O>({
      ...this.#definition,
      execute: (input, context) =>
        perform(input, context, async () => this.execute(input, context)) as Promise<O>,
    })
  }

  /**
   * Validates a result that came from elsewhere, such as a decision or a store.
   *
   * @throws TypeError for a result that the output's schema refuses
   */
  resultOf(name: string, value: unknown): unknown {
    return this.#output === undefined ? value : this.#output.checkResult(name, value)
  }

  /** Performs a call with a checked input, and validates the result. */
  perform(name: string, input: I, context: HostContext<Ctx>): unknown {
    const result = this.execute(input, context)
    const output = this.#output
    if (output === undefined) return result
    return isThenable(result)
      ? result.then((value) => output.checkResult(name, value))
      : output.checkResult(name, result)
  }

  /**
   * The entry of every call: of a function, a method, a member of a module, or in Python inside a
   * tool.
   */
  [invoke](call: CallRequest, run: RunScope): unknown {
    return run.gate === undefined
      ? invokeTool(this, call, run, plainContext)
      : run.gate.pass(this, call, run)
  }
}

/**
 * Performs a call of a tool: binds arguments, executes, validates the result. Returns a promise if
 * any of these does.
 */
function invokeTool(
  called: Tool,
  call: CallRequest,
  run: RunScope,
  context: ContextFactory,
): unknown {
  const input: unknown = called.bind(call)
  return isThenable(input)
    ? input.then((bound) => called.perform(call.name, bound, context(call, run)))
    : called.perform(call.name, input, context(call, run))
}

/** Tools by the names that Python calls them by. */
// The type of the input is open: arguments are checked when the tool is called.
export type ToolSet<Ctx = any> = Record<string, Tool<any, any, Ctx>>

/**
 * Declares a tool: one definition gives the Python signature, the type stubs, the mapping of
 * arguments and their validation.
 *
 * @throws MontyUsageError when the input is not described as an object, for a schema that cannot be
 * converted to JSON Schema, and for mistakes in a JSON Schema: a `$ref` to nothing, a default that
 * does not fit
 *
 * @example
 * ```ts
 * const add = tool({
 *   description: 'Adds two numbers.',
 *   input: z.object({ a: z.number(), b: z.number().default(1) }),
 *   execute: ({ a, b }) => a + b,
 * })
 * await new Monty('await add(2)').runAsync({ externalFunctions: { add } }) // 3
 * ```
 */
export function tool<I, O, Ctx = unknown>(
  definition: ToolDefinition<I, O, Ctx> & { input: StandardSchema<I> },
): Tool<I, O, Ctx>
/** Declares a tool by a JSON Schema, from which the type of the input is inferred. */
export function tool<const S extends JsonSchema, O, Ctx = unknown>(
  definition: JsonToolDefinition<S, O, Ctx>,
): Tool<FromJsonSchema<S>, O, Ctx>
/** Declares a tool by a schema of unknown type: `execute` declares the type of the input. */
export function tool<I = unknown, O = unknown, Ctx = unknown>(
  definition: ToolDefinition<I, O, Ctx>,
): Tool<I, O, Ctx>
export function tool(definition: ToolDefinition<unknown, unknown>): Tool<unknown, unknown> {
  if (typeof definition !== 'object' || definition === null) {
    throw new MontyUsageError('tool takes a definition, such as { input, execute }')
  }
  for (const name of Object.keys(definition)) {
    if (!KNOWN.has(name)) {
      throw new MontyUsageError(
        `${name} is not part of a tool; there are: ${[...KNOWN].join(', ')}`,
      )
    }
  }
  if (typeof definition.execute !== 'function') {
    throw new MontyUsageError('a tool needs execute, a function')
  }
  const { description, needsApproval } = definition
  if (description !== undefined && typeof description !== 'string') {
    throw new MontyUsageError('description must be a string')
  }
  checkFlag(definition.async, 'async')
  checkFlag(definition.restartable, 'restartable')
  if (definition.replay !== undefined) oneOf(definition.replay, ['always'], 'replay')
  if (definition.undo !== undefined && typeof definition.undo !== 'function') {
    throw new MontyUsageError('undo must be a function of the input and the result')
  }
  checkFlag(definition.idempotent, 'idempotent')
  const { parkAfterMs, restartable } = definition
  if (parkAfterMs !== undefined && !(typeof parkAfterMs === 'number' && parkAfterMs >= 0)) {
    throw new MontyUsageError('parkAfterMs must be a number of ms of at least 0')
  }
  if (parkAfterMs !== undefined && restartable === true) {
    throw new MontyUsageError(
      'parkAfterMs is not for a tool that is restartable: the Python in it may wait, and it would be with nobody',
    )
  }
  const { maxParts } = definition
  if (maxParts !== undefined && !(Number.isInteger(maxParts) && maxParts > 0)) {
    throw new MontyUsageError('maxParts must be a whole number above 0')
  }
  if (needsApproval !== undefined && !['boolean', 'function'].includes(typeof needsApproval)) {
    throw new MontyUsageError('needsApproval must be true, false, or a function of the input')
  }
  return new Tool(definition)
}

const KNOWN = namesOf<ToolDefinition<unknown, unknown>>({
  description: true,
  input: true,
  output: true,
  inputSchema: true,
  outputSchema: true,
  async: true,
  needsApproval: true,
  restartable: true,
  replay: true,
  undo: true,
  idempotent: true,
  parkAfterMs: true,
  maxParts: true,
  execute: true,
})
