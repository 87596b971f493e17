import { inspect } from '../node.js'

const pad = (value: number, width = 2): string => String(value).padStart(width, '0')

function isoDate(year: number, month: number, day: number): string {
  return `${pad(year, 4)}-${pad(month)}-${pad(day)}`
}

function isoClock(hour: number, minute: number, second: number, microsecond: number): string {
  const fraction = microsecond === 0 ? '' : `.${pad(microsecond, 6)}`
  return `${pad(hour)}:${pad(minute)}:${pad(second)}${fraction}`
}

function isoOffset(offsetSeconds: number | null): string {
  if (offsetSeconds === null) return ''
  const size = Math.abs(offsetSeconds)
  const seconds = size % 60
  const tail = seconds === 0 ? '' : `:${pad(seconds)}`
  const hours = pad(Math.floor(size / 3600))
  return `${offsetSeconds < 0 ? '-' : '+'}${hours}:${pad(Math.floor(size / 60) % 60)}${tail}`
}

/** The class name of a value, also in bundles that shorten the names of classes. */
function kindOf(value: IsoValue): string {
  if (value instanceof PyDateTime) return 'PyDateTime'
  if (value instanceof PyDate) return 'PyDate'
  if (value instanceof PyTimeDelta) return 'PyTimeDelta'
  return value instanceof PyTime ? 'PyTime' : 'PyTimeZone'
}

/** Base class of Python's dates, times and durations. */
export abstract class IsoValue {
  /** ISO 8601, as Python's `isoformat()` writes it. */
  abstract toString(): string

  toJSON(): string {
    return this.toString()
  }

  /** @internal */
  [inspect.custom](): string {
    return `${kindOf(this)} ${this.toString()}`
  }
}

/**
 * A `datetime.date`.
 *
 * @example
 * ```ts
 * const monty = new Monty('day.isoformat()', { inputs: ['day'] })
 * monty.run({ inputs: { day: new PyDate(2026, 3, 14) } }) // '2026-03-14'
 * ```
 */
export class PyDate extends IsoValue {
  /** `month` is 1 to 12. */
  constructor(
    /** 1 to 9999. */
    readonly year: number,
    /** 1 to 12. */
    readonly month: number,
    /** 1 to 31. */
    readonly day: number,
  ) {
    super()
  }

  /** Midnight UTC of the day. */
  toDate(): Date {
    return new Date(`${this.toString()}T00:00:00Z`)
  }

  override toString(): string {
    return isoDate(this.year, this.month, this.day)
  }
}

/** The fields of a {@link PyDateTime}. Omitted fields are 0; without an offset, the datetime is naive. */
export interface DateTimeFields {
  /** 1 to 9999. */
  year: number
  /** 1 to 12. */
  month: number
  /** 1 to 31. */
  day: number
  /** 0 to 23. */
  hour?: number
  /** 0 to 59. */
  minute?: number
  /** 0 to 59. */
  second?: number
  /** 0 to 999,999. */
  microsecond?: number
  /** Seconds east of UTC; `null` for a naive datetime. */
  offsetSeconds?: number | null
  /** The name given to `datetime.timezone`, if one was. */
  timeZoneName?: string | null
}

/**
 * A `datetime.datetime`, to the microsecond. It is *naive* when it has no offset from UTC.
 *
 * @example
 * ```ts
 * const noon = new PyDateTime({ year: 2026, month: 3, day: 14, hour: 12, offsetSeconds: 3_600 })
 * noon.toDate().toISOString() // '2026-03-14T11:00:00.000Z'
 * ```
 */
export class PyDateTime extends IsoValue {
  /** 1 to 9999. */
  readonly year: number
  /** 1 to 12. */
  readonly month: number
  /** 1 to 31. */
  readonly day: number
  /** 0 to 23. */
  readonly hour: number
  /** 0 to 59. */
  readonly minute: number
  /** 0 to 59. */
  readonly second: number
  /** 0 to 999,999. */
  readonly microsecond: number
  /** Seconds east of UTC; `null` when naive. */
  readonly offsetSeconds: number | null
  /** The name given to `datetime.timezone`, if one was. */
  readonly timeZoneName: string | null

  constructor(fields: DateTimeFields) {
    super()
    this.year = fields.year
    this.month = fields.month
    this.day = fields.day
    this.hour = fields.hour ?? 0
    this.minute = fields.minute ?? 0
    this.second = fields.second ?? 0
    this.microsecond = fields.microsecond ?? 0
    this.offsetSeconds = fields.offsetSeconds ?? null
    this.timeZoneName = fields.timeZoneName ?? null
  }

  /** The same instant as an aware datetime in UTC. */
  static fromDate(date: Date): PyDateTime {
    return new PyDateTime({
      year: date.getUTCFullYear(),
      month: date.getUTCMonth() + 1,
      day: date.getUTCDate(),
      hour: date.getUTCHours(),
      minute: date.getUTCMinutes(),
      second: date.getUTCSeconds(),
      microsecond: date.getUTCMilliseconds() * 1_000,
      offsetSeconds: 0,
    })
  }

  /** Whether the datetime has no offset from UTC, and so denotes no instant. */
  get isNaive(): boolean {
    return this.offsetSeconds === null
  }

  /**
   * The instant, to the millisecond.
   *
   * @throws TypeError when naive: without an offset there is no instant.
   */
  toDate(): Date {
    if (this.offsetSeconds === null) {
      throw new TypeError(
        `${this.toString()} is naive: it has no offset from UTC, so it names no instant`,
      )
    }
    const date = new Date(0)
    date.setUTCFullYear(this.year, this.month - 1, this.day)
    date.setUTCHours(this.hour, this.minute, this.second, Math.floor(this.microsecond / 1_000))
    return new Date(date.getTime() - this.offsetSeconds * 1_000)
  }

  override toString(): string {
    const clock = isoClock(this.hour, this.minute, this.second, this.microsecond)
    const date = isoDate(this.year, this.month, this.day)
    return `${date}T${clock}${isoOffset(this.offsetSeconds)}`
  }
}

/** The fields of a {@link PyTime}. Omitted fields are 0; without an offset, the time is naive. */
export interface TimeFields {
  /** 0 to 23. */
  hour?: number
  /** 0 to 59. */
  minute?: number
  /** 0 to 59. */
  second?: number
  /** 0 to 999,999. */
  microsecond?: number
  /** Seconds east of UTC; `null` for a naive time. */
  offsetSeconds?: number | null
  /** The name given to `datetime.timezone`, if one was. */
  timeZoneName?: string | null
  /** 1 for the second of two equal wall-clock times. */
  fold?: 0 | 1
}

/**
 * A `datetime.time`.
 *
 * @example
 * ```ts
 * String(new PyTime({ hour: 9, minute: 30 })) // '09:30:00'
 * ```
 */
export class PyTime extends IsoValue {
  /** 0 to 23. */
  readonly hour: number
  /** 0 to 59. */
  readonly minute: number
  /** 0 to 59. */
  readonly second: number
  /** 0 to 999,999. */
  readonly microsecond: number
  /** Seconds east of UTC; `null` when naive. */
  readonly offsetSeconds: number | null
  /** The name given to `datetime.timezone`, if one was. */
  readonly timeZoneName: string | null
  /** 1 for the second of two equal wall-clock times. */
  readonly fold: 0 | 1

  constructor(fields: TimeFields) {
    super()
    this.hour = fields.hour ?? 0
    this.minute = fields.minute ?? 0
    this.second = fields.second ?? 0
    this.microsecond = fields.microsecond ?? 0
    this.offsetSeconds = fields.offsetSeconds ?? null
    this.timeZoneName = fields.timeZoneName ?? null
    this.fold = fields.fold ?? 0
  }

  override toString(): string {
    const clock = isoClock(this.hour, this.minute, this.second, this.microsecond)
    return clock + isoOffset(this.offsetSeconds)
  }
}

/**
 * A `datetime.timedelta`, normalised as in Python: only `days` is ever negative.
 *
 * @example
 * ```ts
 * new PyTimeDelta({ seconds: 90 }).totalMilliseconds // 90000
 * ```
 */
export class PyTimeDelta extends IsoValue {
  /** Whole days; negative for a negative duration. */
  readonly days: number
  /** 0 to 86,399 for values from Python. */
  readonly seconds: number
  /** 0 to 999,999 for values from Python. */
  readonly microseconds: number

  /** Omitted fields are 0. */
  constructor(fields: { days?: number; seconds?: number; microseconds?: number }) {
    super()
    this.days = fields.days ?? 0
    this.seconds = fields.seconds ?? 0
    this.microseconds = fields.microseconds ?? 0
  }

  /** The whole duration in ms; over a few thousand years, microseconds lose precision. */
  get totalMilliseconds(): number {
    return this.days * 86_400_000 + this.seconds * 1_000 + this.microseconds / 1_000
  }

  /** An ISO 8601 duration, such as `P1DT2H0.5S` or `-PT30S`. */
  override toString(): string {
    const total = BigInt(this.days) * 86_400n + BigInt(this.seconds)
    const micros = total * 1_000_000n + BigInt(this.microseconds)
    const size = micros < 0n ? -micros : micros
    const part = (value: bigint, unit: string): string => (value === 0n ? '' : `${value}${unit}`)
    const days = size / 86_400_000_000n
    const fraction = size % 1_000_000n
    const second = (size / 1_000_000n) % 60n
    const seconds =
      fraction === 0n
        ? part(second, 'S')
        : `${second}.${String(fraction).padStart(6, '0').replace(/0+$/, '')}S`
    const hours = part((size / 3_600_000_000n) % 24n, 'H')
    const time = hours + part((size / 60_000_000n) % 60n, 'M') + seconds
    const body = part(days, 'D') + (time === '' ? '' : `T${time}`)
    return `${micros < 0n ? '-' : ''}P${body === '' ? 'T0S' : body}`
  }
}

/** A `datetime.timezone`: a fixed offset from UTC. */
export class PyTimeZone extends IsoValue {
  constructor(
    /** Seconds east of UTC. */
    readonly offsetSeconds: number,
    /** The name given to it, if one was. */
    readonly name: string | null = null,
  ) {
    super()
  }

  override toString(): string {
    return this.name ?? (this.offsetSeconds === 0 ? 'UTC' : `UTC${isoOffset(this.offsetSeconds)}`)
  }
}
