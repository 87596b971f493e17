import { loadedChecker } from '../core/wasm/checker-module.js'
import { THREAD_SOURCE } from '../core/wasm/thread-source.js'
import { startThread, type Thread } from '../core/wasm/thread.js'
import type { WasmModule } from '../core/wasm/web-assembly.js'
import type { Transport, TransportEvents } from './transport.js'

/** A worker in a thread of this process, with an instance of the WebAssembly module. */
export class ThreadTransport implements Transport {
  readonly pid = undefined
  readonly #thread: Thread
  #isKilled = false
  #hasChecker = false

  constructor(module: WasmModule, events: TransportEvents) {
    this.#thread = startThread(THREAD_SOURCE, {
      onMessage: (data) => {
        if (this.#isKilled) return
        if (data instanceof Uint8Array) events.onData(asBuffer(data))
        else events.onEnd('exit', ...endOf(data))
      },
      onError: (reason) => {
        if (!this.#isKilled) events.onEnd('start', reason, null, null)
      },
    })
    this.#thread.keepAlive(false)
    this.#thread.post({ engine: module })
  }

  get gone(): Promise<void> {
    return this.#thread.gone
  }

  write(pieces: readonly Buffer[]): void {
    const checker = loadedChecker()
    if (checker !== undefined && !this.#hasChecker) {
      this.#hasChecker = true
      this.#thread.post({ checker })
    }
    // Copied: the memory may be part of a shared buffer.
    const bytes = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0))
    let at = 0
    for (const piece of pieces) {
      bytes.set(piece, at)
      at += piece.length
    }
    this.#thread.post(bytes, [bytes.buffer])
  }

  /** Messages arrive whole, and a worker has one reply in flight. */
  setFlowing(): void {}

  keepAlive(on: boolean): void {
    if (!this.#isKilled) this.#thread.keepAlive(on)
  }

  stayUntilGone(): void {
    this.#thread.keepAlive(true)
  }

  interrupt(): boolean {
    return false
  }

  kill(): void {
    this.#isKilled = true
    this.#thread.end()
  }
}

const asBuffer = ({ buffer, byteOffset, length }: Uint8Array): Buffer =>
  Buffer.from(buffer as ArrayBuffer, byteOffset, length)

/** The reason why the thread can serve no more. */
function endOf(data: unknown): [detail: string, exitCode: number | null, signal: null] {
  const { code, detail } = data as { code: number; detail: string }
  return [detail, code === 0 ? null : code, null]
}
