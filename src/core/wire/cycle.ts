import type { Path } from './path.js'

/** Stands where a Python value refers back to a container around it. */
export class PyCycle {
  constructor(readonly placeholder: string) {}
}

/** The way to the first placeholder inside `value`. Shared containers are searched once. */
export function findCycle(root: unknown, path: Path): Path | undefined {
  const seen = new Set<unknown>()
  const search = (value: unknown, at: Path): Path | undefined => {
    if (value instanceof PyCycle) return at
    if (typeof value !== 'object' || value === null || seen.has(value)) return undefined
    seen.add(value)
    for (const [step, child] of children(value)) {
      const found = search(child, [...at, step])
      if (found) return found
    }
    return undefined
  }
  return search(root, path)
}

function* children(value: object): Generator<[string | number, unknown]> {
  if (Array.isArray(value)) yield* value.entries()
  else if (value instanceof Set) yield* [...value].entries()
  else if (value instanceof Map) {
    for (const [key, child] of value) yield [String(key), child]
  } else yield* Object.entries(value)
}
