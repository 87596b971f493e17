import { types } from '../../core/node.js'
import { PyDate, PyDateTime, PyTime, PyTimeDelta } from '../../core/values/index.js'
import type { JsonSchemaObject } from '../json-schema.js'
import { patternOf } from './pattern.js'

/** Formats of text that have a type in Python. */
const FORMATS = ['date-time', 'date', 'time', 'duration'] as const
export type TemporalFormat = (typeof FORMATS)[number]

/** The format of a text that is a date, a time or a duration. */
export function temporalFormat({ type, format }: JsonSchemaObject): TemporalFormat | undefined {
  if (format === undefined) return undefined
  if (type !== undefined && ![type].flat().includes('string')) return undefined
  return FORMATS.find((one) => one === format)
}

/** A value of Python's `datetime` module that a text can represent. */
export type Temporal = PyDate | PyDateTime | PyTime | PyTimeDelta

export function isTemporal(value: unknown): value is Temporal {
  return (
    value instanceof PyDateTime ||
    value instanceof PyDate ||
    value instanceof PyTime ||
    value instanceof PyTimeDelta
  )
}

export const isDate = (value: unknown): value is Date => types.isDate(value)

/** The reason why a naive `datetime` is refused, and the way to fix it. */
export function naive(value: PyDateTime): string {
  return `must have an offset from UTC, which ${String(value)} lacks: use datetime.now(timezone.utc), or value.replace(tzinfo=timezone.utc)`
}

/** The instant of a date and time; that of a date is its midnight in UTC. */
export function instantOf(value: PyDateTime | PyDate): Date | undefined {
  return value instanceof PyDateTime && value.isNaive ? undefined : value.toDate()
}

/** The day of an instant in UTC. */
export function dayOf(instant: Date): PyDate {
  return new PyDate(instant.getUTCFullYear(), instant.getUTCMonth() + 1, instant.getUTCDate())
}

const FORMAT_OF: ReadonlyArray<readonly [new (...args: never[]) => Temporal, TemporalFormat]> = [
  [PyDateTime, 'date-time'],
  [PyDate, 'date'],
  [PyTime, 'time'],
  [PyTimeDelta, 'duration'],
]

/** Python's names of the types of the formats. */
export const PYTHON_NAMES = {
  'date-time': 'datetime',
  date: 'date',
  time: 'time',
  duration: 'timedelta',
} as const satisfies Record<TemporalFormat, string>

/**
 * Formats a value as the text that a schema asks for; `undefined` when the schema asks for no such
 * text.
 */
export function textFor(value: Temporal, schema: JsonSchemaObject): string | undefined {
  if (schema.type !== undefined && ![schema.type].flat().includes('string')) return undefined
  const format = FORMAT_OF.find(([kind]) => value instanceof kind)![1]
  const { pattern } = schema
  if (schema.format !== format && (schema.format !== undefined || !isSpecific(pattern))) {
    return undefined
  }
  const texts = [...renderings(value)]
  return pattern === undefined ? texts[0] : texts.find((text) => patternOf(pattern).test(text))
}

/**
 * Rewrites the instant of a text in a format that the schema accepts, when it refuses the text's
 * own.
 */
export function rewritten(text: string, { pattern, format }: JsonSchemaObject): string | undefined {
  if (pattern === undefined || (format !== undefined && format !== 'date-time')) return undefined
  if (!isSpecific(pattern) || patternOf(pattern).test(text)) return undefined
  const read = readDateTime(text)
  if (read === undefined) return undefined
  return [...renderings(read)].find((one) => patternOf(pattern).test(one))
}

/** Whether a pattern describes dates or the like, and not arbitrary text. */
function isSpecific(pattern: string | undefined): pattern is string {
  if (pattern === undefined) return false
  return !['', 'x', '1', 'Some text.'].some((text) => patternOf(pattern).test(text))
}

/** Equivalent texts for a value, starting with the one that is most widely accepted. */
function* renderings(value: Temporal): Iterable<string> {
  if (!(value instanceof PyDateTime) || value.isNaive) {
    yield String(value)
    return
  }
  const utc = inUtc(value)
  for (const text of fractions(utc)) yield `${text}Z`
  yield String(value)
  for (const text of fractions(utc)) yield `${text}+00:00`
}

/** The shortest text, then texts with each number of digits that loses nothing. */
function* fractions({ microsecond, ...value }: PyDateTime): Iterable<string> {
  const whole = String(new PyDateTime({ ...value, microsecond: 0, offsetSeconds: null }))
  const digits = String(microsecond).padStart(6, '0')
  const least = digits.replace(/0+$/, '').length
  yield least === 0 ? whole : `${whole}.${digits.slice(0, least)}`
  for (const count of [3, 6, 1, 2, 4, 5, 9]) {
    if (count > least) yield `${whole}.${digits.padEnd(count, '0').slice(0, count)}`
  }
  if (least === 0 && value.second === 0) yield whole.slice(0, -3)
}

function inUtc(value: PyDateTime): PyDateTime {
  const instant = new Date(value.toDate())
  const { year, month, day, hour, minute, second } = PyDateTime.fromDate(instant)
  const { microsecond } = value
  return new PyDateTime({ year, month, day, hour, minute, second, microsecond, offsetSeconds: 0 })
}

const DATE_TIME =
  /^(\d{4})-(\d\d)-(\d\d)[Tt ](\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,6})0*)?)?(?:([Zz])|([+-])(\d\d):?(\d\d)(?::(\d\d))?)$/

/** Parses a date and time with an offset from UTC. */
export function readDateTime(text: string): PyDateTime | undefined {
  const match = DATE_TIME.exec(text)
  if (match === null) return undefined
  const [year, month, day, hour, minute, second] = match
    .slice(1, 7)
    .map((part) => Number(part ?? 0))
  const [fraction = '', , sign, ...offset] = match.slice(7)
  const [hours = 0, minutes = 0, seconds = 0] = offset.map((part) => Number(part ?? 0))
  const size = hours * 3_600 + minutes * 60 + seconds
  const fields = {
    year: year!,
    month: month!,
    day: day!,
    hour: hour!,
    minute: minute!,
    second: second!,
    microsecond: Number(fraction.padEnd(6, '0')),
    offsetSeconds: sign === '-' ? -size : size,
  }
  const isValid =
    fields.year >= 1 &&
    new PyDate(fields.year, fields.month, fields.day).toDate().getUTCDate() === fields.day &&
    fields.month >= 1 &&
    fields.month <= 12 &&
    fields.hour <= 23 &&
    fields.minute <= 59 &&
    fields.second <= 59 &&
    size < 86_400
  return isValid ? new PyDateTime(fields) : undefined
}

const DAY = /^\d{4}-\d\d-\d\d$/

/** Parses a day. */
export function readDay(text: string): PyDate | undefined {
  if (!DAY.test(text)) return undefined
  const midnight = new Date(`${text}T00:00:00Z`)
  // JavaScript parses February 31 as March 3.
  if (Number.isNaN(midnight.getTime())) return undefined
  const day = dayOf(midnight)
  return day.year >= 1 && String(day) === text ? day : undefined
}

/** Parses an instant; a day is its midnight in UTC. */
export const readInstant = (text: string): Date | undefined =>
  (readDay(text) ?? readDateTime(text))?.toDate()
