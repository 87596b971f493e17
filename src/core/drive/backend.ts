import { RemoteExecution } from '../../isolation/execution.js'
import { type Checked } from '../type-check/check.js'
import { type Source } from '../engine/source.js'
import { describe } from '../engine/message.js'
import { type Event } from '../engine/event.js'
import { type Host } from './host.js'
import { type AnyExecution, channelTo, copyOf } from './execution.js'
import { type Channel } from './channel.js'
import { advanceAsync } from './advance.js'

/** An execution, wherever it runs. */
export class Seat {
  readonly #execution: AnyExecution
  readonly #scriptName: string
  readonly #isSession: boolean

  constructor(execution: AnyExecution, scriptName: string, isSession: boolean) {
    this.#execution = execution
    this.#scriptName = scriptName
    this.#isSession = isSession
  }

  /** A way to it, for one run or one feed; with `isKept` it stays when the channel is released. */
  channel(host: Host, isKept = this.#isSession): Channel {
    return channelTo(this.#execution, host.decode, isKept)
  }

  /** Where a paused execution stands. */
  stand(host: Host): Promise<Event> {
    return advanceAsync(this.channel(host, true), describe, host)
  }

  /** The state at a pause while the run is on its way, of an execution that is kept. */
  dumpNow(): Buffer {
    return this.#execution.dump(this.#scriptName)
  }

  /** The state of an execution at rest. */
  async dump(host: Host): Promise<Buffer> {
    if (this.#execution instanceof RemoteExecution) {
      // Asking where it stands brings its state along.
      this.#execution.startKeeping()
      await this.stand(host)
    }
    return this.dumpNow()
  }

  /** A session in the same state, made when it is asked for. */
  copy(): () => Seat {
    const copy = copyOf(this.#execution, this.#scriptName)
    return () => new Seat(copy(), this.#scriptName, this.#isSession)
  }

  /** Whether it is a session between two feeds. */
  get isIdle(): boolean {
    const execution = this.#execution
    const isGone = execution instanceof RemoteExecution ? execution.isOver : execution.isGone
    return !isGone && execution.isIdle
  }

  dispose(): void {
    this.#execution.dispose()
  }
}

/** A program that is ready to run. */
export interface Prepared {
  readonly source: Source
  open(host: Host): Seat
}

/** Where a runtime's Python runs. */
export interface Seats {
  /**
   * Compiles, or has it compiled when it runs, and checks types.
   *
   * @throws MontySyntaxError, MontyTypingError
   */
  prepare(source: Source): Prepared | Promise<Prepared>
  /**
   * Checks the types of code for a session. What is wrong with its syntax, the compiler says better.
   *
   * @throws MontyTypingError
   */
  check(feed: Checked): Promise<void>
  /** A session in which nothing was defined yet. */
  session(source: Source, host: Host): Seat
  /** An execution from what it was dumped to. */
  load(state: Uint8Array, isSession: boolean): Seat
}
