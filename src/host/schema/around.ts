import { setOwn } from '../../core/wire/own.js'
import { isRecord } from './kinds.js'
import type { SchemaPath } from './mismatch.js'
import { hasFewerParts } from './size.js'

/** Parts of which a part of a value is small. */
const SMALL = 1_000

/** A small part of a large value, and a value that has it in the same place and leaves out most of the rest. */
export interface Surroundings {
  readonly value: unknown
  readonly path: SchemaPath
}

/**
 * What is around the place at `path`: containers on the way there, without items after it and without other
 * large members. The part at the resulting path is whole.
 */
export function around(whole: unknown, path: SchemaPath): Surroundings {
  const [step, ...rest] = path
  if (step === undefined || hasFewerParts(whole, SMALL)) return { value: whole, path: [] }
  const part = partAt(whole, step)
  if (part === undefined) return { value: whole, path: [] }
  const inner = around(part.value, rest)
  return { value: part.replaced(inner.value), path: [step, ...inner.path] }
}

interface Part {
  readonly value: unknown
  /** The container around the part, with another in its place. */
  replaced(by: unknown): unknown
}

function partAt(value: unknown, step: string | number): Part | undefined {
  if (Array.isArray(value) && typeof step === 'number') {
    return { value: value[step], replaced: (by) => [...value.slice(0, step), by] }
  }
  if (!isRecord(value) || typeof step !== 'string' || !Object.hasOwn(value, step)) return undefined
  const record = value as Readonly<Record<string, unknown>>
  return {
    value: record[step],
    replaced(by) {
      const members: Record<string, unknown> = {}
      let left = SMALL
      for (const name of Object.keys(record)) {
        if (name === step) setOwn(members, name, by)
        else if (left-- > 0 && hasFewerParts(record[name], SMALL))
          setOwn(members, name, record[name])
      }
      return members
    },
  }
}

/** Whether a place is inside of another, or is that one. */
export const isInside = (place: readonly PropertyKey[], outer: SchemaPath): boolean =>
  outer.length <= place.length && outer.every((step, index) => step === place[index])
