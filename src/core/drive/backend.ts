import type { Message } from '../engine/message.js'
import type { SessionSource } from '../engine/opening.js'
import type { Program } from '../engine/program.js'
import type { Source } from '../engine/source.js'
import type { Usage } from '../errors.js'
import type { Checked } from '../type-check/check.js'
import type { DecodeOptions } from '../wire/decode.js'
import type { Channel } from './channel.js'
import type { Cancellation } from './cancellation.js'
import type { Host } from './host.js'
import type { Stopped } from './sync-drive.js'

/** A run or a session, in this process or in a worker. */
export interface Execution {
  /** Resources used so far. */
  readonly usage: Usage
  /** Whether the execution is a session between two feeds. */
  readonly isIdle: boolean
  /** A channel for one run or one feed. `isShared` is for an execution that outlives the channel. */
  channel(decode: DecodeOptions, isShared: boolean): Channel
  /** Copies the state. The returned function creates an execution from the copy. */
  fork(): () => Execution
  /** Serializes the state at a pause, or of an idle session. */
  dump(): Buffer
  /**
   * Fetches the state at every pause from now on, so that it can be dumped at once. Returns whether the
   * current state has yet to be fetched, by asking the execution to describe its pause.
   */
  startKeeping(): boolean
  /** Whether the state is available for an immediate dump. */
  readonly hasState: boolean
  /** Fetches the state of a paused or idle execution. Resolves to whether it can be dumped now. */
  fetchState(): Promise<boolean>
  /** Fetches the state only when it has to move, from now on. */
  stopKeeping(): void
  /** The names of an idle session's functions. */
  functionNames(): string[]
  /** Ends a paused run, holding this thread. */
  endPaused(abort: Message, host: Host): Stopped
  /** Ends an unfinished feed. Returns whether the session can be fed again. */
  endFeed(abort: Message, host: Host): boolean
  /** Hands the execution to JavaScript: it is freed when it is garbage collected. */
  retain(): void
  dispose(): void
}

/** A program of which a backend opens runs. */
export interface Runnable {
  readonly source: Source
  /**
   * The program compiled in this process, for a backend that runs it here.
   *
   * @throws MontySyntaxError
   */
  compiled(): Program
}

/** A program that is ready to run. */
export interface Prepared {
  readonly source: Source
  open(host: Host): Execution
}

/** Options for loading an execution. */
export interface Loading {
  /** Script name in tracebacks. */
  readonly scriptName: string
  readonly isSession: boolean
  /** Whether the state is fetched at every pause. */
  readonly isKept: boolean
}

/** Where Python runs: opens runs, sessions and snapshots. Each object resolves its backend once. */
export interface Backend {
  /**
   * Compiles the program, or has it compiled when it runs, and checks types. The result is not used once
   * `signal` fires.
   *
   * @throws MontySyntaxError, MontyTypingError
   */
  prepare(source: Source, signal: AbortSignal): Prepared | Promise<Prepared>
  /**
   * Compiles off this thread and reports syntax errors. Returns the program if it runs in this process; a
   * worker keeps its own.
   *
   * @throws MontySyntaxError
   */
  compile(source: Source): Promise<Program | undefined>
  /** A run that begins with its first message. `isStepped` is for a run that stops at every pause. */
  open(program: Runnable, host: Host, isStepped: boolean): Execution
  /** An empty session. */
  session(source: SessionSource, host: Host): Execution
  /**
   * Loads an execution from authenticated bytes.
   *
   * @throws MontySnapshotError when the bytes are no state
   */
  load(state: Uint8Array, loading: Loading): Execution
  /**
   * Checks types, off this thread.
   *
   * @throws MontyTypingError
   */
  check(checked: Checked, cancellation?: Cancellation): Promise<void>
  /** Whether this backend runs the execution. */
  owns(execution: Execution): boolean
}
