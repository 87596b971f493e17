import type { CallEvent } from '../engine/event.js'
import { MontyUsageError } from '../errors.js'
import type { Outcome } from './answers.js'
import type { Host } from './host.js'
import { isValidDate } from '../realm.js'
import { PyDate, PyDateTime, PyFloat, PyTimeZone } from '../values/index.js'

/** Marks a clock that is queried through operating system calls by name. */
export function asOsCall(): Date {
  throw new MontyUsageError('this clock is asked as the operating system is')
}

/**
 * A host clock whose result is validated.
 *
 * @throws MontyUsageError when the clock returns no valid Date
 */
export function checkedClock(clock: () => Date): () => Date {
  return () => {
    const instant: unknown = clock()
    if (isValidDate(instant)) return instant
    throw new MontyUsageError('the function that is the clock must give a valid Date')
  }
}

/** The time from the host's clock, or the error that the clock threw; `undefined` for other calls. */
export function timeOutcome(event: CallEvent, { now, environment }: Host): Outcome | undefined {
  if (now === undefined) return undefined
  try {
    const time = timeValue(event, now, environment.timeZone)
    return time === undefined ? undefined : { value: time }
  } catch (error) {
    // An invalid date is an error of the host, which is not raised in Python.
    if (error instanceof MontyUsageError) throw error
    return { error }
  }
}

/** Answers a call for the time from the host's clock; `undefined` for other calls. */
function timeValue(event: CallEvent, now: () => Date, timeZone: string | undefined): unknown {
  switch (event.name) {
    case 'time.time':
      return new PyFloat(now().getTime() / 1_000)
    case 'date.today': {
      const { year, month, day } = onTheWall(now(), timeZone)
      return new PyDate(year, month, day)
    }
    case 'datetime.now': {
      const zone = event.args[0]
      return zone instanceof PyTimeZone ? shifted(now(), zone) : onTheWall(now(), timeZone)
    }
    default:
      return undefined
  }
}

/** Offset from UTC in seconds of a zone given as an offset; `undefined` for zone names. */
export function offsetSecondsOf(zone: string): number | undefined {
  const [, sign, hours, minutes] = /^([+-])([01]\d|2[0-3]):([0-5]\d)$/.exec(zone) ?? []
  if (sign === undefined) return undefined
  return (sign === '-' ? -1 : 1) * (Number(hours) * 3_600 + Number(minutes) * 60)
}

/** Local date and time in a time zone. */
function onTheWall(instant: Date, timeZone = 'UTC'): PyDateTime {
  const offset = offsetSecondsOf(timeZone)
  if (offset !== undefined) {
    const { year, month, day, hour, minute, second, microsecond } = PyDateTime.fromDate(
      new Date(instant.getTime() + offset * 1_000),
    )
    return new PyDateTime({ year, month, day, hour, minute, second, microsecond })
  }
  const fields = Object.fromEntries(
    wallClock(timeZone)
      .formatToParts(instant)
      .map(({ type, value }) => [type, Number(value)]),
  ) as Record<'year' | 'month' | 'day' | 'hour' | 'minute' | 'second', number>
  return new PyDateTime({ ...fields, microsecond: instant.getUTCMilliseconds() * 1_000 })
}

function wallClock(timeZone: string): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  })
}

function shifted(instant: Date, { offsetSeconds, name }: PyTimeZone): PyDateTime {
  const { year, month, day, hour, minute, second, microsecond } = PyDateTime.fromDate(
    new Date(instant.getTime() + offsetSeconds * 1_000),
  )
  const wall = { year, month, day, hour, minute, second, microsecond }
  return new PyDateTime({ ...wall, offsetSeconds, timeZoneName: name })
}
