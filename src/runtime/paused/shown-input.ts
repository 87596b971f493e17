import type { JsonValue } from '../../core/values/json.js'
import { ExactInts } from '../model/exact-json.js'
import { shownJson } from '../model/shown-json.js'

const MAX_LENGTH = 16 * 1024
/** Nobody would read a longer int. */
const MAX_DIGITS = 4_096

/**
 * The arguments of a call for a person to decide about, as JSON where that has words for them. Ints are
 * exact, maps and sets are told by their kind, and what is too long ends with a mark that says so.
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
