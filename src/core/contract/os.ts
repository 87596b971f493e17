/** What an {@link OsHandler} returns for calls that it leaves to the next, or to refusal. */
export const NOT_HANDLED: unique symbol = Symbol('monty-node.NOT_HANDLED')

/** An operating system call, such as `Path.read_text`. */
export interface OsCall {
  readonly name: string
  readonly args: readonly unknown[]
  readonly kwargs: Readonly<Record<string, unknown>>
  /**
   * The host's own code is to be asked, said each time. Whether it may be: there is a limit to that, and beyond it
   * this may throw what ends the run.
   */
  readonly ask?: () => boolean
  /** The time by the clock of the run, in ms since the epoch. */
  readonly nowMs: () => number
}

/**
 * Answers operating system calls that nothing else has answered: a value, a promise of one in
 * asynchronous runs, an exception, or {@link NOT_HANDLED}. Paths come as `PyPath`.
 *
 * `open` for reading may be answered with the content, as text or bytes; it is then asked for once more when Python
 * reads it, unless `Path.read_text` or `Path.read_bytes` is answered.
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
