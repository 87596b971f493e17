import { nodeCrypto, nodeFs, nodeOs, nodePath } from '../core/node.js'

const { closeSync, constants, ftruncateSync, openSync, readSync, unlinkSync, write } = nodeFs

/** Position of a state in the file. */
export interface Extent {
  readonly offset: number
  readonly length: number
}

/**
 * A file for states that exceed the memory limit. It is unnamed, so that no other process opens it and
 * nothing is left when this process ends, in whatever way.
 */
export class StateFile {
  readonly #descriptor: number
  /** Unused parts, in order; adjacent ones are merged. */
  #free: Extent[] = []
  #end = 0

  /** @throws when the file cannot be created */
  constructor() {
    const path = nodePath.join(nodeOs().tmpdir(), `monty-node-${nodeCrypto().randomUUID()}`)
    const { O_CREAT, O_EXCL, O_RDWR } = constants
    const isWindows = process.platform === 'win32'
    this.#descriptor = openSync(
      path,
      O_CREAT | O_EXCL | O_RDWR | (isWindows ? O_TEMPORARY : 0),
      0o600,
    )
    if (!isWindows) unlinkSync(path)
  }

  /** Writes bytes off this thread, and resolves to their position. */
  async write(bytes: Uint8Array): Promise<Extent> {
    const extent = this.#take(bytes.length)
    try {
      let written = 0
      while (written < bytes.length) {
        written += await writeTo(this.#descriptor, bytes, written, extent.offset + written)
      }
    } catch (error) {
      this.release(extent)
      throw error
    }
    return extent
  }

  read({ offset, length }: Extent): Buffer {
    const bytes = Buffer.allocUnsafeSlow(length)
    let read = 0
    while (read < length) {
      const more = readSync(this.#descriptor, bytes, read, length - read, offset + read)
      if (more === 0)
        throw new RangeError('the file of states is shorter than what was written to it')
      read += more
    }
    return bytes
  }

  release(extent: Extent): void {
    const at = this.#free.findIndex(({ offset }) => offset > extent.offset)
    this.#free.splice(at < 0 ? this.#free.length : at, 0, extent)
    this.#free = merged(this.#free)
    const last = this.#free.at(-1)
    if (last === undefined || last.offset + last.length !== this.#end) return
    this.#free.pop()
    this.#end = last.offset
    // Synchronous, as it could otherwise cut off bytes written meanwhile.
    ftruncateSync(this.#descriptor, this.#end)
  }

  /** Whether the file is empty. */
  get isEmpty(): boolean {
    return this.#end === 0
  }

  close(): void {
    closeSync(this.#descriptor)
  }

  /** The first part that is large enough, or the end. */
  #take(length: number): Extent {
    const at = this.#free.findIndex((part) => part.length >= length)
    if (at < 0) {
      const offset = this.#end
      this.#end += length
      return { offset, length }
    }
    const part = this.#free[at]!
    const rest = { offset: part.offset + length, length: part.length - length }
    this.#free.splice(at, 1, ...(rest.length > 0 ? [rest] : []))
    return { offset: part.offset, length }
  }
}

/** Windows removes such a file when it is closed. */
const O_TEMPORARY = 0x40

function merged(parts: readonly Extent[]): Extent[] {
  const whole: Extent[] = []
  for (const part of parts) {
    const before = whole.at(-1)
    if (before !== undefined && before.offset + before.length === part.offset) {
      whole[whole.length - 1] = { offset: before.offset, length: before.length + part.length }
    } else {
      whole.push(part)
    }
  }
  return whole
}

function writeTo(file: number, bytes: Uint8Array, from: number, position: number): Promise<number> {
  return new Promise((resolve, reject) => {
    write(file, bytes, from, bytes.length - from, position, (error, written) => {
      if (error === null) resolve(written)
      else reject(error)
    })
  })
}
