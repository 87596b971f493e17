import type { InSlices } from '../wire/sliced.js'

/** Return value of an {@link OsHandler} for calls that it leaves to the next handler, or to be refused. */
export const NOT_HANDLED: unique symbol = Symbol('monty-node.NOT_HANDLED')

/** An operating system call, such as `Path.read_text`. */
export interface OsCall {
  readonly name: string
  readonly args: readonly unknown[]
  readonly kwargs: Readonly<Record<string, unknown>>
  /**
   * Announces a call of the host's own code, once for each. Returns whether the call is allowed: there is a
   * limit, beyond which this may throw the error that ends the run.
   */
  readonly ask?: () => boolean
  /**
   * Does long work for the run without holding the event loop, where Python waits for promises.
   *
   * @internal
   */
  readonly inSlices?: InSlices | undefined
  /** The time by the run's clock, in ms since the epoch. */
  readonly nowMs: () => number
}

/**
 * Answers operating system calls that nothing else has answered: with a value, a promise of one in
 * asynchronous runs, an exception, or {@link NOT_HANDLED}. Paths are passed as `PyPath`.
 *
 * `open` for reading may be answered with the content, as text or bytes; the handler is then called once more
 * when Python reads the file, unless it answers `Path.read_text` or `Path.read_bytes`.
 *
 * @example
 * ```ts
 * const os = (name: string) => (name === 'open' ? 'a,b\n1,2\n' : NOT_HANDLED)
 * new Monty('open("/t.csv").readlines()').run({ os }) // ['a,b\n', '1,2\n']
 * ```
 */
export type OsHandler = (
  name: string,
  args: readonly unknown[],
  kwargs: Readonly<Record<string, unknown>>,
) => unknown

/** Answers operating system calls for a part of the host. */
export const serve: unique symbol = Symbol('monty-node.serve')

/** Answers operating system calls: a file system, or a part of one. */
export interface OsServer {
  [serve](call: OsCall): unknown
}
