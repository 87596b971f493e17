import { nodeCrypto } from '../../core/node.js'
import { intText } from '../../core/values/int-text.js'
import type { JsonValue } from '../../core/values/json.js'
import { ShownConversion } from './shown-json.js'

/** Quotes ints that JSON would round, with a random mark that no Python text contains. */
export class ExactInts extends ShownConversion {
  readonly #mark = `int-${nodeCrypto().randomUUID()}:`
  readonly #maxDigits: number

  constructor(maxBytes: number, maxDigits: number) {
    super(maxBytes)
    this.#maxDigits = maxDigits
  }

  /** Removes quotes and marks from the JSON text, which leaves exact ints. */
  unmarked(text: string): string {
    return text.replaceAll(new RegExp(`"${this.#mark}(-?\\d+)"`, 'g'), '$1')
  }

  protected override int(value: bigint): JsonValue {
    const text = intText(value, this.#maxDigits)
    // The mark does not count toward the budget.
    const shown = this.text(text)
    return shown === text && /^-?\d+$/.test(text) ? this.#mark + text : shown
  }
}
