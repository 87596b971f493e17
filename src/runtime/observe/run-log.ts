import { type Extension, listenerOf } from '../extensions.js'
import { diagnosticsOf } from './diagnostics.js'
import { EventLog } from './events.js'
import type { RecordBudget } from './records.js'
import type { RunEvent } from './run-event.js'

/** Listeners of a run besides the readers of its events. */
interface Listeners {
  readonly extensions: readonly Extension[]
  readonly listeners: ReadonlyArray<((event: RunEvent) => void) | undefined>
}

/** The event log of a runtime's run, with its extensions as listeners; extensions may add events. */
export function runLog(
  runId: string,
  records: RecordBudget,
  { extensions, listeners }: Listeners,
): EventLog {
  const log: EventLog = new EventLog(records, [
    ...diagnosticsOf(),
    ...extensions.flatMap((extension) =>
      listenerOf(extension, runId, (event) => log.push({ ...event })),
    ),
    ...listeners.filter((listener) => listener !== undefined),
  ])
  return log
}
