import type { OsHandler } from '../core/contract/os.js'
import { MontySession, type SessionOptions } from '../monty/session/session.js'
import { asOsCall } from '../core/drive/clock.js'
import { translated, translateFeed } from './failures.js'
import { coreLimits } from './limits.js'
import { Mounts, NO_MOUNTS } from './mount.js'
import type { FeedOptions, JsMontyObject, MontyReplOptions } from './options.js'
import { corePrint } from './print.js'
import { checkBytes, TRUSTED, UNSIGNED } from './unsigned.js'
import { CORE_VALUES, fromPython } from './values/from-python.js'

/**
 * Python with persistent state: definitions of one feed are available to the next ones.
 *
 * @example
 * ```ts
 * import { MontyRepl } from 'monty-node/compat'
 *
 * const repl = new MontyRepl()
 * repl.feed('x = 41')
 * repl.feed('x + 1') // 42
 * ```
 */
export class MontyRepl {
  readonly #core: MontySession
  readonly #files: FilesOfFeed

  constructor(options?: MontyReplOptions | null)
  constructor(options?: MontyReplOptions | null, open = opening(options ?? {})) {
    this.#files = new FilesOfFeed()
    this.#core = translated(() =>
      open({
        ...CORE_VALUES,
        printCallback: corePrint(undefined),
        os: this.#files.answer,
        clock: asOsCall,
      }),
    )
  }

  /** The name given to the REPL. */
  get scriptName(): string {
    return this.#core.scriptName
  }

  /**
   * Runs code to its end and returns the value of its last expression.
   *
   * @throws MontyRuntimeError when it is not Python, or ends with an exception
   */
  feed(code: string, options?: FeedOptions | null): JsMontyObject {
    if (typeof code !== 'string') {
      throw new Error(`code must be a string, but is ${code === null ? 'null' : typeof code}`)
    }
    this.#files.mounts = new Mounts(options?.mount, true)
    try {
      return fromPython(this.#core.feed(code.toWellFormed()))
    } catch (error) {
      throw translateFeed(error)
    } finally {
      this.#files.mounts = NO_MOUNTS
    }
  }

  /** Serializes the state. The bytes are not signed: load only dumps from a trusted source. */
  dump(): Buffer {
    return translated(() => this.#core.dump(UNSIGNED))
  }

  /** Loads a REPL that {@link MontyRepl.dump} wrote. */
  static load(data: Buffer): MontyRepl {
    const bytes = checkBytes(data)
    return new OpenedRepl(undefined, (given) =>
      MontySession.load(bytes, { ...TRUSTED, ...given, checkpoint: true }),
    )
  }

  repr(): string {
    return `MontyRepl(scriptName='${this.scriptName}')`
  }
}

type Open = (
  given: Pick<SessionOptions, 'printCallback' | 'os' | 'dicts' | 'cycles' | 'floats'> & {
    clock: () => Date
  },
) => MontySession

/** The constructor with its internal argument. */
const OpenedRepl = MontyRepl as new (options: undefined, open: Open) => MontyRepl

/** A limit must not end a REPL: with limits its state is checkpointed before each feed. */
function opening({ scriptName = 'main.py', limits }: MontyReplOptions): Open {
  const own = {
    scriptName,
    language: 'monty' as const,
    assertMessages: false,
    limits: coreLimits(limits),
  }
  return (given) => new MontySession({ ...own, ...given, checkpoint: limits !== undefined })
}

/** The directories of the current feed, for a session with one fixed handler. */
class FilesOfFeed {
  mounts = NO_MOUNTS

  readonly answer: OsHandler = (name, args, kwargs) => this.mounts.answer(name, args, kwargs)
}
