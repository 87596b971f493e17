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

/** A run or a session, wherever its Python runs. */
export interface Execution {
  /** What it has used so far. */
  readonly usage: Usage
  /** Whether it is a session between two feeds. */
  readonly isIdle: boolean
  /** A way to it for one run or one feed. `isShared` is for one that outlives its channel. */
  channel(decode: DecodeOptions, isShared: boolean): Channel
  /** An execution in the same state, made when it is asked for. */
  fork(): () => Execution
  /** The state at a pause, or of an idle session. */
  dump(): Buffer
  /**
   * From now on the state is fetched at every pause, so that it can be dumped at once. Whether it has
   * to be fetched first, by asking where the execution stands.
   */
  startKeeping(): boolean
  /** Whether the state is at hand, for a dump now. */
  readonly hasState: boolean
  /** Whether the state could be had where Python rests, for a dump at once. */
  fetchState(): Promise<boolean>
  /** From now on the state is fetched only when it has to move. */
  stopKeeping(): void
  /** The names of an idle session's functions. */
  functionNames(): string[]
  /** Ends what Python is paused in, holding this thread. */
  endPaused(abort: Message, host: Host): Stopped
  /** Ends what a feed left unfinished. Whether the session can be fed again. */
  endFeed(abort: Message, host: Host): boolean
  /** JavaScript holds it from now on: it is freed when it is forgotten. */
  retain(): void
  dispose(): void
}

/** A program that a backend opens runs of. */
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

/** How an execution is loaded. */
export interface Loading {
  /** The name in tracebacks. */
  readonly scriptName: string
  readonly isSession: boolean
  /** Whether its state is wanted at every pause. */
  readonly isKept: boolean
}

/** Where Python runs: what opens runs, sessions and snapshots. Each is resolved once per object. */
export interface Backend {
  /**
   * Compiles, or has it compiled when it runs, and checks types. When `signal` fires, nothing waits
   * for it any more.
   *
   * @throws MontySyntaxError, MontyTypingError
   */
  prepare(source: Source, signal: AbortSignal): Prepared | Promise<Prepared>
  /**
   * Compiles off this thread, and says what is wrong with the syntax. The program, if it runs in this
   * process; elsewhere it is known there.
   *
   * @throws MontySyntaxError
   */
  compile(source: Source): Promise<Program | undefined>
  /** A run that begins with its first message. `isStepped` is for one that stops at every pause. */
  open(program: Runnable, host: Host, isStepped: boolean): Execution
  /** A session in which nothing was defined yet. */
  session(source: SessionSource, host: Host): Execution
  /**
   * An execution from authentic bytes.
   *
   * @throws MontySnapshotError when they are no state
   */
  load(state: Uint8Array, loading: Loading): Execution
  /**
   * Checks types, off this thread.
   *
   * @throws MontyTypingError
   */
  check(checked: Checked, ending?: Cancellation): Promise<void>
  /** Whether it runs that execution. */
  owns(execution: Execution): boolean
}
