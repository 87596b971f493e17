import { nodeCrypto } from '../../core/node.js'
import { intText } from '../../core/values/int-text.js'
import type { JsonValue } from '../../core/values/json.js'
import { ShownConversion } from './shown-json.js'

/** Ints that JSON would round are quoted on their way, with a mark that no text of Python's can hold. */
export class ExactInts extends ShownConversion {
  readonly #mark = `int-${nodeCrypto().randomUUID()}:`
  readonly #maxDigits: number

  constructor(maxBytes: number, maxDigits: number) {
    super(maxBytes)
    this.#maxDigits = maxDigits
  }

  /** The text with those ints as they are. */
  unmarked(text: string): string {
    return text.replaceAll(new RegExp(`"${this.#mark}(-?\\d+)"`, 'g'), '$1')
  }

  protected override int(value: bigint): JsonValue {
    const text = intText(value, this.#maxDigits)
    // The mark takes none of the room.
    const shown = this.text(text)
    return shown === text && /^-?\d+$/.test(text) ? this.#mark + text : shown
  }
}
