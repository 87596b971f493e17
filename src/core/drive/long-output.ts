import type { Event } from '../engine/event.js'
import type { InSlices } from '../wire/sliced.js'
import type { Host } from './host.js'
import type { Listener } from './listener.js'
import { deliveredInSlices } from './sync-drive.js'

/** More output in one event, in pieces, is delivered in slices: each change of the stream is a piece. */
const MUCH_PRINTED = 500

export const hasLongOutput = ({ printed }: Event): boolean => printed.length > MUCH_PRINTED

/** Delivers much output in slices. Events that come meanwhile wait, so that everything stays in order. */
export class LongOutput {
  readonly #drive: Listener
  readonly #host: Host
  readonly #inSlices: InSlices
  #waiting: Event[] | undefined

  constructor(drive: Listener, host: Host, inSlices: InSlices) {
    this.#drive = drive
    this.#host = host
    this.#inSlices = inSlices
  }

  /** Whether an event waits for the output of one before. */
  holds(event: Event): boolean {
    this.#waiting?.push(event)
    return this.#waiting !== undefined
  }

  /** Delivers what an event printed, and goes on with the event, and those that came meanwhile. */
  deliver(event: Event): void {
    const drive = this.#drive
    this.#waiting = [{ ...event, printed: [] }]
    const goOn = (): void => {
      const events = this.#waiting ?? []
      this.#waiting = undefined
      for (const one of events) drive.onEvent(one)
    }
    this.#inSlices(deliveredInSlices(event.printed, this.#host)).then(goOn, (error: unknown) =>
      drive.onFailure(error),
    )
  }
}
