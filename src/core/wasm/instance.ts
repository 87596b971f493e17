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

/** The functions that take what lies in the mailbox. */
type Call = {
  [Name in keyof EngineExports]: EngineExports[Name] extends () => number ? Name : never
}[keyof EngineExports]

/** What a call came to. The bytes lie in the instance's memory, and are gone with its next call. */
export interface InstanceReply {
  readonly subject: number
  readonly bytes: Buffer
}

/** What a call is about; what it leaves out is 0. */
interface Words {
  readonly kind?: number
  readonly subject?: number
  readonly wait?: number
  readonly setupBytes?: number
}

const NOTHING = new Uint8Array(0)

/** The instance failed in a way that it cannot go on from, such as a stack that ended. */
export class InstanceFailure extends Error {}

/** What the module imports; `exports` are there once it runs. */
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

/** One instance of the engine. It holds programs, and one execution at a time. */
export class Instance {
  /** Numbers that the instance has given to programs, by ours. */
  readonly programs = new Map<number, number>()
  /** Whether it is good for what it holds, but for nothing more. */
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
   * @param onReply takes the replies of `serve_frames`, which lie in the instance's memory
   * @throws RangeError in a browser's own thread, when the module is larger than it takes at once
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

  /** Whether nothing more can be asked of it. */
  get isBroken(): boolean {
    return this.#isBroken
  }

  /** Bytes that it holds of this process's memory, which it gives back only as a whole. */
  get size(): number {
    return this.#exports.memory.buffer.byteLength
  }

  /**
   * Calls the engine with a body.
   *
   * @throws Error with the engine's reason when the request makes no sense
   * @throws InstanceFailure when the instance failed, and is broken from then on
   */
  call(name: Call, words: Words, body: Uint8Array = NOTHING): InstanceReply {
    const isDone = this.#trapping(() => {
      // Addresses come signed.
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

  /** What fails in this is of no interest to anybody; the instance is broken then. */
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
      // The engine catches what Rust throws. What comes here is the platform's: a trap, or its stack's end.
      this.#isBroken = true
      const reason =
        error instanceof RangeError
          ? `the platform's stack ended: ${error.message}`
          : `the instance trapped: ${(error as Error).message}`
      throw new InstanceFailure(reason, { cause: error })
    }
  }

  /** The memory moves when it grows. */
  #look(): void {
    const { buffer } = this.#exports.memory
    if (this.#memory.buffer === buffer) return
    this.#memory = Buffer.from(buffer)
    this.#words = new Uint32Array(buffer, this.#wordsAt, 5)
  }
}
