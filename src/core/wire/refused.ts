import { isSet } from '../realm.js'
import { atOnce, type Sliced } from './sliced.js'
import { isMap } from '../realm.js'
import { intText } from '../values/int-text.js'
import type { Path } from '../values/path.js'

/** Number of values visited before a slice may end. */
const STRETCH = 1_024

/** Placeholder for a value that cannot leave Python, until its path is known. */
export class Refused {
  constructor(readonly problem: string) {}
}

/** Finds the first refused value inside `value`, and its path. Shared containers are searched once. */
export function findRefused(
  root: unknown,
  path: Path,
): { refused: Refused; path: Path } | undefined {
  return atOnce(findRefusedInSlices(root, path))
}

/** Like {@link findRefused}, in slices. */
export function* findRefusedInSlices(
  root: unknown,
  path: Path,
): Sliced<{ refused: Refused; path: Path } | undefined> {
  const seen = new Set<unknown>()
  const steps = [...path]
  let visited = 0
  const search = function* (value: unknown): Sliced<Refused | undefined> {
    if (value instanceof Refused) return value
    if (typeof value !== 'object' || value === null || seen.has(value)) return undefined
    seen.add(value)
    for (const [step, child] of children(value)) {
      if (++visited % STRETCH === 0) yield
      if (typeof child !== 'object' || child === null) continue
      steps.push(step)
      const found = yield* search(child)
      if (found !== undefined) return found
      steps.pop()
    }
    return undefined
  }
  const refused = yield* search(root)
  return refused && { refused, path: steps }
}

function* children(value: object): Generator<[string | number, unknown]> {
  if (Array.isArray(value)) yield* value.entries()
  else if (isSet(value)) yield* [...value].entries()
  else if (isMap(value)) {
    for (const [key, child] of value) {
      yield [typeof key === 'bigint' ? intText(key, 0) : String(key), child]
    }
  } else yield* Object.entries(value)
}
