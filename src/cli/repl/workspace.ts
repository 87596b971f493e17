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

/** What came of a statement. */
export type Answer =
  | { readonly kind: 'value'; readonly text: string }
  | { readonly kind: 'nothing' }
  | { readonly kind: 'error'; readonly text: string; readonly error: unknown }

/** What can be given anew to a session that is loaded. */
type Given = Omit<SessionOptions, 'limits' | 'clock' | 'random' | 'timeZone' | 'scriptName' | 'cwd'>

/** A state and what was typed to get there. */
interface State {
  readonly session: MontySession
  readonly sources: readonly string[]
}

const MOST_UNDO = 20
/** Where nothing was typed yet. */
const FIRST = 'main'

/** The sessions of a prompt: the one that statements go to, those before it, and copies by name. */
export class Workspace {
  readonly #given: Given
  #state: State
  /** What `undo` goes back to, the latest last. */
  #before: State[] = []
  readonly #forks = new Map<string, { state: State; before: State[] }>()
  #name = FIRST

  constructor(options: SessionOptions) {
    this.#given = givenAnew(options)
    this.#state = { session: new MontySession({ checkpoint: true, ...options }), sources: [] }
  }

  /** What was typed, and worked. */
  get sources(): readonly string[] {
    return this.#state.sources
  }

  /** The name of the session that statements go to. */
  get name(): string {
    return this.#name
  }

  /** The names of all sessions. */
  get names(): string[] {
    return [...new Set([FIRST, ...this.#forks.keys(), this.#name])]
  }

  /** The functions that are there, also of a session that was loaded. */
  functionNames(): string[] {
    return this.#state.session.functionNames()
  }

  /** Executes a statement; its value, unless it is `None`, is `_` from then on. */
  async evaluate(code: string, signal?: AbortSignal): Promise<Answer> {
    const before = { session: this.#state.session.fork(), sources: this.sources }
    const kept = keepingLast(code, isExpression)
    try {
      await this.#feed(kept.code, signal)
      const text = kept.line === undefined ? null : await this.#feed(SHOW_LAST, signal)
      this.#remember(before, code)
      return typeof text === 'string' ? { kind: 'value', text } : { kind: 'nothing' }
    } catch (error) {
      // What it did until then stays, as at Python's own prompt, unless it never began or was cut off.
      const hasBegun = error instanceof MontyRuntimeError && !(error instanceof MontyLimitError)
      if (hasBegun) this.#remember(before, code)
      else before.session.dispose()
      return failed(error, kept)
    }
  }

  /** The value of an expression, in a copy of the state: whatever it does is forgotten. */
  async peek(code: string): Promise<unknown> {
    const copy = this.#state.session.fork()
    try {
      return await copy.feedAsync(code, { printCallback: () => {} })
    } finally {
      copy.dispose()
    }
  }

  /** Goes back to what was before the last statement; `false` where there was none. */
  undo(): boolean {
    const before = this.#before.pop()
    if (before === undefined) return false
    this.#state.session.dispose()
    this.#state = before
    return true
  }

  /** Goes to a session by its name, and makes it a copy of this one if it is new. */
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

  /** The state as bytes, for {@link load}. */
  dump(key: string): Buffer {
    return this.#state.session.dump({ key, expiresInMs: Infinity })
  }

  /** Goes on with a state that was saved. `undo` goes back. */
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
    if (this.#before.length > MOST_UNDO) this.#before.shift()!.session.dispose()
  }
}

/** What does not travel with a session that is saved. */
function givenAnew(options: SessionOptions): Given {
  const travelling = new Set(['limits', 'clock', 'random', 'timeZone', 'scriptName', 'cwd'])
  const given = Object.entries(options).filter(([name]) => !travelling.has(name))
  return { checkpoint: true, ...Object.fromEntries(given) }
}

/** Gives what is to be shown of the last value, and keeps it as `_`. */
const SHOW_LAST = `if ${LAST} is not None:
    _ = ${LAST}
${LAST} if ${LAST} is None else repr(${LAST})`

function failed(error: unknown, kept: Kept): Answer {
  if (error instanceof MontyAbortError) return { kind: 'error', text: 'KeyboardInterrupt', error }
  const shown = error instanceof MontyError ? error.display() : String(error)
  return { kind: 'error', text: asTyped(shown.trimEnd(), kept), error }
}

/** Whether a text is an expression: then, and only then, it can be assigned to a name. */
function isExpression(text: string): boolean {
  return compiles(`(\n${text}\n)`) && compiles(`${LAST} = ${text}`)
}

function compiles(code: string): boolean {
  try {
    // What a name stands for is no matter here.
    void new Monty(code)
    return true
  } catch (error) {
    if (error instanceof MontySyntaxError) return false
    throw error
  }
}
