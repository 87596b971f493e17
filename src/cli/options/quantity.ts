import { InvalidArgumentError } from 'commander'

const TIMES: Readonly<Record<string, number>> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000 }
const SIZES: Readonly<Record<string, number>> = {
  '': 1,
  b: 1,
  kb: 1_024,
  kib: 1_024,
  mb: 1_024 ** 2,
  mib: 1_024 ** 2,
  gb: 1_024 ** 3,
  gib: 1_024 ** 3,
}

/**
 * Parses a duration to milliseconds: `250ms`, `1.5s`, `2m`, `0`, `none`. A number without a unit is
 * ambiguous, except 0.
 */
export const time = (text: string): number => quantity(text, TIMES, 'such as 250ms, 5s, 2m or none')

/** Parses a duration of more than nothing: a run that may take no time does not begin. */
export function positiveTime(text: string): number {
  const parsed = time(text)
  if (parsed === 0) throw new InvalidArgumentError('It is more than 0, such as 5s, or none.')
  return parsed
}

/** Parses a size to bytes: `1000`, `64kb`, `10mb`, `none`. */
export const size = (text: string): number =>
  Math.round(quantity(text, SIZES, 'such as 1000, 64kb, 10mb or none'))

/** Parses a number: `1000`, `none`. */
export function count(text: string): number {
  if (text === 'none') return Infinity
  if (!/^\d+$/.test(text)) throw new InvalidArgumentError('It is a whole number, or none.')
  return Number(text)
}

function quantity(text: string, units: Readonly<Record<string, number>>, such: string): number {
  if (text === 'none') return Infinity
  const [, digits, unit = ''] = /^(\d+(?:\.\d+)?)\s*([a-z]*)$/i.exec(text) ?? []
  if (Number(digits) === 0 && unit === '') return 0
  const factor = Object.hasOwn(units, unit.toLowerCase()) ? units[unit.toLowerCase()] : undefined
  if (digits === undefined || factor === undefined) {
    throw new InvalidArgumentError(`It is a number with a unit, ${such}.`)
  }
  return Number(digits) * factor
}
