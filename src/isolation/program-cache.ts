import { nodeCrypto } from '../core/node.js'
import { writeProgram } from '../core/engine/opening.js'
import type { Source } from '../core/engine/source.js'
import { frame } from './frames.js'
import { Request } from './protocol.js'

/** Maximum number of programs that a worker caches. */
const KEPT = 32

const keys = new WeakMap<Source, string>()

/** A key that is equal for sources with the same compiled form. */
function keyOf(source: Source): string {
  let key = keys.get(source)
  if (key === undefined) {
    const { code, scriptName, inputs, assertBytes, allowEval, lastAssignment } = source
    const { maxBytes, language } = source
    const text = JSON.stringify([
      code,
      scriptName,
      inputs,
      assertBytes,
      allowEval,
      lastAssignment,
      maxBytes,
      language,
    ])
    key = nodeCrypto().createHash('sha256').update(text).digest('base64')
    keys.set(source, key)
  }
  return key
}

/** The programs that a worker has compiled. */
export class ProgramCache {
  /** Numbers by key, least recently used first. */
  readonly #numbers = new Map<string, number>()
  #next = 0

  /** Returns the program's number. Adds the frames that compile it, if the worker does not have it. */
  enter(source: Source, frames: Buffer[]): number {
    const key = keyOf(source)
    const known = this.#numbers.get(key)
    if (known !== undefined) {
      this.#numbers.delete(key)
      this.#numbers.set(key, known)
      return known
    }
    this.#makeRoom(frames)
    const number = this.#next++
    this.#numbers.set(key, number)
    frames.push(programFrame(number, source))
    return number
  }

  #makeRoom(frames: Buffer[]): void {
    if (this.#numbers.size < KEPT) return
    const [oldest] = this.#numbers
    if (oldest === undefined) return
    this.#numbers.delete(oldest[0])
    frames.push(frame(Request.FORGET, oldest[1]))
  }
}

function programFrame(number: number, source: Source): Buffer {
  return frame(Request.PROGRAM, number, (writer) => writeProgram(writer, source))
}
