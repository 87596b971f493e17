import { monotonicNow, wallClockNow } from '../timers.js'
import { checker } from './checker.js'
import { fillRandomly } from './random.js'
import {
  type EngineExports,
  type Host,
  instantiate,
  instantiateLater,
  type WasmModule,
} from './web-assembly.js'

/** The exported functions that take their arguments from the mailbox. */
type Call = {
  [Name in keyof EngineExports]: EngineExports[Name] extends () => number ? Name : never
}[keyof EngineExports]

/** The reply to a call. The bytes are in the instance's memory, and are overwritten by its next call. */
export interface InstanceReply {
  readonly subject: number
  readonly bytes: Buffer
}

/** The words of a call; omitted ones are 0. */
interface Words {
  readonly kind?: number
  readonly subject?: number
  readonly wait?: number
  readonly setupBytes?: number
}

const NOTHING = new Uint8Array(0)

/** The instance failed in a way that cannot be recovered from, such as a stack overflow. */
export class InstanceFailure extends Error {}

/** The module's imports; `exports` is called once the module runs. */
function hostOf(exports: () => EngineExports, onReply?: (bytes: Buffer) => void): Host {
  const memory = (): ArrayBuffer => exports().memory.buffer
  return {
    monotonic_now: monotonicNow,
    wall_now: wallClockNow,
    random: (at, bytes) => fillRandomly(memory(), at >>> 0, bytes),
    check: (at, bytes) => checker.check(new Uint8Array(memory(), at >>> 0, bytes)),
    take_answer: (at) => checker.answerTo(new Uint8Array(memory()), at >>> 0),
    reply: (at, bytes) => onReply?.(Buffer.from(memory(), at >>> 0, bytes)),
  }
}

/** An instance of the engine. It holds programs, and one execution at a time. */
export class Instance {
  /** The instance's numbers of programs, by ours. */
  readonly programs = new Map<number, number>()
  /** Whether the instance must not be reused after its current execution. */
  isSpent = false
  readonly #exports: EngineExports
  readonly #wordsAt: number
  #memory = Buffer.alloc(0)
  #words = new Uint32Array(0)
  #isBroken = false

  private constructor(exports: EngineExports) {
    this.#exports = exports
    this.#wordsAt = exports.mailbox_words() >>> 0
  }

  /**
   * @param onReply receives the replies of `serve_frames`, which are in the instance's memory
   * @throws RangeError in a browser's main thread, when the module is too large to be instantiated
   * synchronously
   */
  static now(module: WasmModule, onReply?: (bytes: Buffer) => void): Instance {
    const exports: EngineExports = instantiate(
      module,
      hostOf(() => exports, onReply),
    )
    return new Instance(exports)
  }

  static async later(module: WasmModule): Promise<Instance> {
    const exports: EngineExports = await instantiateLater(
      module,
      hostOf(() => exports),
    )
    return new Instance(exports)
  }

  /** Whether the instance is unusable. */
  get isBroken(): boolean {
    return this.#isBroken
  }

  /** Bytes of this process's memory that the instance holds. They are freed only as a whole. */
  get size(): number {
    return this.#exports.memory.buffer.byteLength
  }

  /**
   * Calls the engine with a body.
   *
   * @throws Error with the engine's reason when the request is invalid
   * @throws InstanceFailure when the instance failed; it is broken from then on
   */
  call(name: Call, words: Words, body: Uint8Array = NOTHING): InstanceReply {
    const isDone = this.#trapping(() => {
      // Addresses are returned as signed integers.
      const at = this.#exports.mailbox_body(body.length) >>> 0
      this.#look()
      this.#memory.set(body, at)
      const { kind = 0, subject = 0, wait = 0, setupBytes = 0 } = words
      this.#words.set([kind, subject, wait, setupBytes, body.length])
      return this.#exports[name]()
    })
    this.#look()
    const [start, subject, , , length] = this.#words
    const bytes = this.#memory.subarray(start, start! + length!)
    if (isDone === 0) throw new Error(bytes.toString())
    return { subject: subject!, bytes }
  }

  dropExecution(number: number): void {
    this.#dropping(() => this.#exports.drop_execution(number))
  }

  dropProgram(number: number): void {
    this.#dropping(() => this.#exports.drop_program(number))
  }

  /** Ignores a failure, which breaks the instance. */
  #dropping(drop: () => void): void {
    if (this.#isBroken) return
    try {
      this.#trapping(drop)
    } catch (error) {
      if (!(error instanceof InstanceFailure)) throw error
    }
  }

  #trapping<T>(work: () => T): T {
    if (this.#isBroken) throw new InstanceFailure('the instance has failed before')
    try {
      return work()
    } catch (error) {
      // The engine catches Rust's panics. Errors here are the platform's: a trap, or a stack overflow.
      this.#isBroken = true
      const reason =
        error instanceof RangeError
          ? `the platform's stack ended: ${error.message}`
          : `the instance trapped: ${(error as Error).message}`
      throw new InstanceFailure(reason, { cause: error })
    }
  }

  /** Updates the views: memory moves when it grows. */
  #look(): void {
    const { buffer } = this.#exports.memory
    if (this.#memory.buffer === buffer) return
    this.#memory = Buffer.from(buffer)
    this.#words = new Uint32Array(buffer, this.#wordsAt, 5)
  }
}
