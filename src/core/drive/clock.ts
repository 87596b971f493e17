import type { CallEvent } from '../engine/event.js'
import { PyDate, PyDateTime, PyFloat, PyTimeZone } from '../values/index.js'

/** Answers Python's question for the time from the host's clock; `undefined` for other calls. */
export function tellTime(event: CallEvent, now: () => Date): unknown {
  switch (event.name) {
    case 'time.time':
      return new PyFloat(now().getTime() / 1_000)
    case 'date.today': {
      const { year, month, day } = PyDateTime.fromDate(now())
      return new PyDate(year, month, day)
    }
    case 'datetime.now': {
      const zone = event.args[0]
      return zone instanceof PyTimeZone ? shifted(now(), zone) : naive(now())
    }
    default:
      return undefined
  }
}

function naive(instant: Date): PyDateTime {
  return new PyDateTime({ ...PyDateTime.fromDate(instant), offsetSeconds: null })
}

function shifted(instant: Date, zone: PyTimeZone): PyDateTime {
  const local = PyDateTime.fromDate(new Date(instant.getTime() + zone.offsetSeconds * 1_000))
  return new PyDateTime({
    ...local,
    offsetSeconds: zone.offsetSeconds,
    timeZoneName: zone.name,
  })
}
