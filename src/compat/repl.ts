import { MontySession } from '../core/session.js'
import { translated, translateFeed } from './failures.js'
import { coreLimits } from './limits.js'
import type { FeedOptions, JsMontyObject, MontyReplOptions } from './options.js'
import { corePrint } from './print.js'
import { checkBytes, TRUSTED, UNSIGNED } from './unsigned.js'
import { CORE_VALUES, fromPython } from './values/from-python.js'

/**
 * Python whose state persists: what one feed defines, the next ones can use.
 *
 * @example
 * ```ts
 * const repl = new MontyRepl()
 * repl.feed('x = 41')
 * repl.feed('x + 1') // 42
 * ```
 */
export class MontyRepl {
  readonly #core: MontySession

  constructor(options?: MontyReplOptions | null)
  constructor(options?: MontyReplOptions | null, loaded?: MontySession) {
    this.#core = loaded ?? opened(options ?? {})
  }

  /** The name it was given. */
  get scriptName(): string {
    return this.#core.scriptName
  }

  /**
   * Runs code to its end and returns the value of its last expression.
   *
   * @throws MontyRuntimeError when it is not Python, or ends with an exception
   */
  feed(code: string, _options?: FeedOptions | null): JsMontyObject {
    if (typeof code !== 'string') {
      throw new Error(`code must be a string, but is ${code === null ? 'null' : typeof code}`)
    }
    try {
      return fromPython(this.#core.feed(code.toWellFormed()))
    } catch (error) {
      throw translateFeed(error)
    }
  }

  /** The state as bytes. They are not signed: load only what you trust. */
  dump(): Buffer {
    return translated(() => this.#core.dump(UNSIGNED))
  }

  /** The REPL that {@link MontyRepl.dump} wrote. */
  static load(data: Buffer): MontyRepl {
    const bytes = checkBytes(data)
    const given = { ...TRUSTED, ...CORE_VALUES, printCallback: corePrint(undefined) }
    const core = translated(() => MontySession.load(bytes, { ...given, checkpoint: true }))
    return new LoadedRepl(undefined, core)
  }

  repr(): string {
    return `MontyRepl(scriptName='${this.scriptName}')`
  }
}

/** The constructor, with the argument that only we may pass. */
const LoadedRepl = MontyRepl as new (options: undefined, loaded: MontySession) => MontyRepl

/** A limit must not end a REPL, so that with limits its state is kept before each feed. */
function opened({ scriptName = 'main.py', limits }: MontyReplOptions): MontySession {
  const given = { limits: coreLimits(limits), printCallback: corePrint(undefined) }
  const checkpoint = limits !== undefined
  return translated(
    () =>
      new MontySession({ scriptName, assertMessages: false, checkpoint, ...given, ...CORE_VALUES }),
  )
}
