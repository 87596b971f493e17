import { type Extension, listenerOf } from '../extensions.js'
import { diagnosticsOf } from './diagnostics.js'
import { EventLog } from './events.js'
import type { RecordBudget } from './records.js'
import type { RunEvent } from './run-event.js'

/** Who hears of a run besides its readers. */
interface Hearers {
  readonly extensions: readonly Extension[]
  readonly hearers: ReadonlyArray<((event: RunEvent) => void) | undefined>
}

/** The log of a run of a runtime, in which extensions may write as well. */
export function runLog(
  runId: string,
  records: RecordBudget,
  { extensions, hearers }: Hearers,
): EventLog {
  const log: EventLog = new EventLog(records, [
    ...diagnosticsOf(),
    ...extensions.flatMap((extension) =>
      listenerOf(extension, runId, (event) => log.push({ ...event })),
    ),
    ...hearers.filter((hearer) => hearer !== undefined),
  ])
  return log
}
