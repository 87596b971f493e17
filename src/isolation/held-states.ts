import { MontyUsageError } from '../core/errors.js'
import { type Extent, StateFile } from './state-file.js'

/** Smaller states stay in memory: moving them to a file frees too little. */
const MIN_BYTES = 64 * 1024

/** A state in memory or in the file. */
interface Place {
  readonly length: number
  bytes: Uint8Array | undefined
  extent: Extent | undefined
  /** Number of executions that use the state. */
  users: number
}

/** A state that this process holds for an execution, and from which a worker recreates it. */
export class HeldState {
  readonly kind = 'dump'
  readonly #states: HeldStates
  readonly #place: Place

  constructor(states: HeldStates, place: Place) {
    this.#states = states
    this.#place = place
  }

  /** The state's bytes; a state in the file is read each time. */
  get bytes(): Uint8Array {
    return this.#states.read(this.#place)
  }

  /** Adds an execution that uses the state. */
  share(): void {
    this.#place.users++
  }

  /** Removes an execution that used the state. */
  release(): void {
    this.#states.release(this.#place)
  }
}

/**
 * The states of a pool's executions that have no worker: those that were parked, and sessions between two
 * feeds. States beyond a limit of memory go to a file.
 */
export class HeldStates {
  readonly #maxBytes: number
  /** Bytes in memory, including those being written to the file. */
  #bytes = 0
  #file: StateFile | undefined
  /** Set when no file can be written: then all states stay in memory. */
  #hasNoFile = false
  /** Releases states of executions that were garbage collected. */
  readonly #forgotten = new FinalizationRegistry<Place>((place) => {
    if (place.users <= 0) return
    place.users = 1
    this.release(place)
  })

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes
  }

  /** Keeps a state, whose buffer must not be shared. */
  keep(bytes: Uint8Array): HeldState {
    const { length } = bytes
    const place: Place = { length, bytes, extent: undefined, users: 1 }
    this.#bytes += length
    if (this.#bytes > this.#maxBytes && length >= MIN_BYTES) void this.#moveToFile(place, bytes)
    const state = new HeldState(this, place)
    this.#forgotten.register(state, place)
    return state
  }

  /** @throws MontyUsageError when the state was released */
  read({ bytes, extent }: Place): Uint8Array {
    if (bytes !== undefined) return bytes
    if (this.#file === undefined || extent === undefined) {
      throw new MontyUsageError('the run or session was disposed of', 'MONTY_DISPOSED')
    }
    return this.#file.read(extent)
  }

  release(place: Place): void {
    place.users--
    if (place.users !== 0) return
    const { bytes, extent } = place
    if (bytes !== undefined) this.#bytes -= place.length
    if (extent !== undefined) this.#free(extent)
    place.extent = undefined
  }

  #free(extent: Extent): void {
    const file = this.#file!
    file.release(extent)
    if (!file.isEmpty) return
    file.close()
    this.#file = undefined
  }

  async #moveToFile(place: Place, bytes: Uint8Array): Promise<void> {
    if (this.#hasNoFile) return
    try {
      this.#file ??= new StateFile()
      const extent = await this.#file.write(bytes)
      if (place.users <= 0) return this.#free(extent)
      place.extent = extent
      place.bytes = undefined
      this.#bytes -= place.length
    } catch {
      this.#hasNoFile = true
    }
  }
}
