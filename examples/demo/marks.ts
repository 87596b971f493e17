import { PyDate, PyDateTime, PyDecimal, PyFloat, PyTuple } from 'monty-node'

/** JSON, where objects such as `{"$tuple": [1, 2]}` stand for what JSON cannot say. */
export type Marked = null | boolean | number | string | Marked[] | { [name: string]: Marked }

/** Reads JSON with marks. Unlike `JSON.parse`, it keeps `5.0` a float and long integers exact. */
export function parseMarked(json: string): unknown {
  return JSON.parse(json.replaceAll(STRING_OR_NUMBER, markNumber), (_key, value: unknown) =>
    isMarked(value) ? unmark(value) : value,
  )
}

const STRING_OR_NUMBER = /"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g

function markNumber(token: string): string {
  if (token.startsWith('"')) return token
  const isWhole = Number.isInteger(Number(token))
  if (isWhole && /[.eE]/.test(token)) return `{"$float":"${token}"}`
  return Number.isSafeInteger(Number(token)) || !isWhole ? token : `{"$int":"${token}"}`
}

function isMarked(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false
  const [key, ...others] = Object.keys(value)
  return key !== undefined && key.startsWith('$') && others.length === 0
}

function unmark(marked: Record<string, unknown>): unknown {
  const [[mark, content]] = Object.entries(marked) as [[string, unknown]]
  switch (mark) {
    case '$tuple':
      return new PyTuple(...(content as unknown[]))
    case '$set':
      return new Set(content as unknown[])
    case '$float':
      return floatOf(String(content))
    case '$int':
      return BigInt(String(content))
    case '$bytes':
      return Uint8Array.from(atob(String(content)), (one) => one.codePointAt(0)!)
    case '$datetime':
      return dateTimeOf(String(content))
    case '$date':
      return dateOf(String(content))
    case '$decimal':
      return new PyDecimal(String(content))
    default:
      throw new Error(`${mark} is not a mark`)
  }
}

function floatOf(text: string): number | PyFloat {
  const value = Number(text.replace('inf', 'Infinity'))
  return Number.isInteger(value) ? new PyFloat(value) : value
}

function dateOf(iso: string): PyDate {
  const [year, month, day] = iso.split('-').map(Number) as [number, number, number]
  return new PyDate(year, month, day)
}

const ISO = /^(\d+)-(\d+)-(\d+)T(\d+):(\d+):(\d+)(?:\.(\d+))?(?:([+-])(\d+):(\d+))?$/

function dateTimeOf(iso: string): PyDateTime {
  const [, ...parts] = ISO.exec(iso) ?? []
  if (parts.length === 0) throw new Error(`${iso} is not a date and time`)
  const [year, month, day, hour, minute, second] = parts.slice(0, 6).map(Number)
  const [fraction = '', sign, hours, minutes] = parts.slice(6)
  const offset = Number(hours) * 3_600 + Number(minutes) * 60
  return new PyDateTime({
    year: year!,
    month: month!,
    day: day!,
    hour: hour!,
    minute: minute!,
    second: second!,
    microsecond: Number(fraction.padEnd(6, '0')),
    offsetSeconds: sign === undefined ? null : sign === '-' ? -offset : offset,
  })
}

/** A value as JSON with marks, ready to be compared: sets are sorted, `5.0` is `5`. */
export function toMarked(value: unknown): Marked {
  switch (typeof value) {
    case 'string':
    case 'boolean':
      return value
    case 'number':
      return Number.isFinite(value)
        ? value
        : { $float: String(value).replace('Infinity', 'inf').toLowerCase() }
    case 'bigint':
      return { $int: String(value) }
    case 'object':
      return value === null ? null : markObject(value)
    default:
      throw new TypeError(`a ${typeof value} cannot be compared`)
  }
}

function markObject(value: object): Marked {
  if (value instanceof PyTuple) return { $tuple: [...value].map(toMarked) }
  if (Array.isArray(value)) return value.map(toMarked)
  if (value instanceof Set) return { $set: sorted([...value].map(toMarked)) }
  if (value instanceof Map) return named([...value].map(([key, item]) => [String(key), item]))
  if (value instanceof Uint8Array) return { $bytes: btoa(String.fromCodePoint(...value)) }
  if (value instanceof PyDateTime) return { $datetime: value.toString() }
  if (value instanceof PyDate) return { $date: value.toString() }
  if (value instanceof PyDecimal) return { $decimal: value.toString() }
  if ('toJSON' in value && typeof value.toJSON === 'function') {
    return toMarked((value as { toJSON(): unknown }).toJSON())
  }
  return named(Object.entries(value))
}

function named(entries: Array<[string, unknown]>): Marked {
  return Object.fromEntries(entries.map(([name, item]) => [name, toMarked(item)]))
}

function sorted(items: Marked[]): Marked[] {
  const keyed = items.map((item): [string, Marked] => [canonical(item), item])
  return keyed.toSorted(([a], [b]) => (a < b ? -1 : Number(a > b))).map(([, item]) => item)
}

/** One text for all values that are the same: the order of keys plays no part. */
export function canonical(value: unknown): string {
  return JSON.stringify(toMarked(value), (_key, item: Marked) =>
    typeof item === 'object' && item !== null && !Array.isArray(item)
      ? Object.fromEntries(Object.entries(item).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : item,
  )
}
