import type { JsonValue } from '../../core/values/json.js'
import { ExactInts } from '../model/exact-json.js'
import { shownJson } from '../model/shown-json.js'

const MAX_LENGTH = 16 * 1024
/** Longest int shown, in digits. */
const MAX_DIGITS = 4_096

/**
 * The arguments of a call for a person who decides, as JSON where possible. Ints are exact, maps and sets are
 * labelled by their kind, and text that is too long ends with a marker.
 */
export function shownInput(input: unknown): string {
  const conversion = new Exact()
  const { text, isWhole } = shownJson(input, MAX_LENGTH, conversion)
  const exact = conversion.unmarked(text)
  if (isWhole && exact.length <= MAX_LENGTH) return exact
  return `${exact.slice(0, MAX_LENGTH)}… (cut: there is more)`
}

class Exact extends ExactInts {
  constructor() {
    super(MAX_LENGTH, MAX_DIGITS)
  }

  protected override set(set: ReadonlySet<unknown>, depth: number): JsonValue {
    return { set: this.items(set, depth) }
  }

  protected override map(map: ReadonlyMap<unknown, unknown>, depth: number): JsonValue {
    return { map: this.items(map, depth) }
  }
}
