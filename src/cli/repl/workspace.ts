import {
  Monty,
  MontyAbortError,
  MontyError,
  MontyLimitError,
  MontyRuntimeError,
  MontySession,
  type SessionOptions,
  MontySyntaxError,
} from '../../index.js'
import { asTyped, type Kept, keepingLast, LAST } from './last-expression.js'

/** The result of a statement. */
export type Answer =
  | { readonly kind: 'value'; readonly text: string }
  | { readonly kind: 'nothing' }
  | { readonly kind: 'error'; readonly text: string; readonly error: unknown }

/** Options for loading a session, which do not travel with it. */
type Given = Omit<SessionOptions, 'limits' | 'clock' | 'random' | 'timeZone' | 'scriptName' | 'cwd'>

/** A session and the statements that led to its state. */
interface State {
  readonly session: MontySession
  readonly sources: readonly string[]
}

const MAX_UNDO = 20
/** Name of the initial session. */
const FIRST = 'main'

/** The sessions of a prompt: the current one, those before it for `undo`, and named copies. */
export class Workspace {
  readonly #given: Given
  #state: State
  /** The states for `undo`, the latest last. */
  #before: State[] = []
  readonly #forks = new Map<string, { state: State; before: State[] }>()
  #name = FIRST

  constructor(options: SessionOptions) {
    this.#given = givenAnew(options)
    this.#state = { session: new MontySession({ checkpoint: true, ...options }), sources: [] }
  }

  /** Statements that succeeded. */
  get sources(): readonly string[] {
    return this.#state.sources
  }

  /** The name of the current session. */
  get name(): string {
    return this.#name
  }

  /** The names of all sessions. */
  get names(): string[] {
    return [...new Set([FIRST, ...this.#forks.keys(), this.#name])]
  }

  /** The functions defined in the session, also in a loaded one. */
  functionNames(): string[] {
    return this.#state.session.functionNames()
  }

  /** Executes a statement, and binds its value to `_`, unless it is `None`. */
  async evaluate(code: string, signal?: AbortSignal): Promise<Answer> {
    const before = { session: this.#state.session.fork(), sources: this.sources }
    const kept = keepingLast(code, isExpression)
    try {
      await this.#feed(kept.code, signal)
      const text = kept.line === undefined ? null : await this.#feed(SHOW_LAST, signal)
      this.#remember(before, code)
      return typeof text === 'string' ? { kind: 'value', text } : { kind: 'nothing' }
    } catch (error) {
      // As at Python's own prompt, effects before an exception persist, unless the statement never
      // began or was ended forcibly.
      const hasBegun = error instanceof MontyRuntimeError && !(error instanceof MontyLimitError)
      if (hasBegun) this.#remember(before, code)
      else before.session.dispose()
      return failed(error, kept)
    }
  }

  /** Evaluates an expression in a copy of the state, without side effects. */
  async peek(code: string): Promise<unknown> {
    const copy = this.#state.session.fork()
    try {
      return await copy.feedAsync(code, { printCallback: () => {} })
    } finally {
      copy.dispose()
    }
  }

  /** Restores the state before the last statement; `false` without one. */
  undo(): boolean {
    const before = this.#before.pop()
    if (before === undefined) return false
    this.#state.session.dispose()
    this.#state = before
    return true
  }

  /** Switches to the session of a name; a new one is a copy of the current session. */
  fork(name: string): 'made' | 'found' {
    if (name === this.#name) return 'found'
    const found = this.#forks.get(name)
    this.#forks.set(this.#name, { state: this.#state, before: this.#before })
    this.#name = name
    if (found !== undefined) {
      this.#forks.delete(name)
      this.#state = found.state
      this.#before = found.before
      return 'found'
    }
    this.#state = { session: this.#state.session.fork(), sources: this.sources }
    this.#before = []
    return 'made'
  }

  /** Serializes the state for {@link load}. */
  dump(key: string): Buffer {
    return this.#state.session.dump({ key, expiresInMs: Infinity })
  }

  /** Replaces the state by a saved one. `undo` reverts that. */
  load(bytes: Uint8Array, key: string): void {
    const session = MontySession.load(bytes, { ...this.#given, key })
    this.#push(this.#state)
    this.#state = { session, sources: [] }
  }

  #feed(code: string, signal: AbortSignal | undefined): Promise<unknown> {
    return this.#state.session.feedAsync(code, signal === undefined ? {} : { signal })
  }

  #remember(before: State, code: string): void {
    this.#push(before)
    this.#state = { session: this.#state.session, sources: [...this.sources, code] }
  }

  #push(before: State): void {
    this.#before.push(before)
    if (this.#before.length > MAX_UNDO) this.#before.shift()!.session.dispose()
  }
}

/** The options that do not travel with a saved session. */
function givenAnew(options: SessionOptions): Given {
  const travelling = new Set(['limits', 'clock', 'random', 'timeZone', 'scriptName', 'cwd'])
  const given = Object.entries(options).filter(([name]) => !travelling.has(name))
  return { checkpoint: true, ...Object.fromEntries(given) }
}

/** Code that returns the representation of the last value, and binds the value to `_`. */
const SHOW_LAST = `if ${LAST} is not None:
    _ = ${LAST}
${LAST} if ${LAST} is None else repr(${LAST})`

function failed(error: unknown, kept: Kept): Answer {
  if (error instanceof MontyAbortError) return { kind: 'error', text: 'KeyboardInterrupt', error }
  const shown = error instanceof MontyError ? error.display() : String(error)
  return { kind: 'error', text: asTyped(shown.trimEnd(), kept), error }
}

/** Whether a text is an expression, which can be assigned to a name. */
function isExpression(text: string): boolean {
  return compiles(`(\n${text}\n)`) && compiles(`${LAST} = ${text}`)
}

function compiles(code: string): boolean {
  try {
    // Names need not be bound to compile.
    void new Monty(code)
    return true
  } catch (error) {
    if (error instanceof MontySyntaxError) return false
    throw error
  }
}
