import { MontyError, type Frame } from '../../core/errors.js'
import { isError } from '../../core/realm.js'

/** An error for display in a report. */
export interface ReportedError {
  /** The exception, such as `ValueError: no such city`. */
  readonly summary: string
  /** The traceback, or the findings of the type checker. */
  readonly text: string
  /** The places of the error in the program, innermost last. */
  readonly places: ReadonlyArray<Pick<Frame, 'line' | 'column' | 'endLine' | 'endColumn'>>
}

interface RecordedException {
  readonly typeName?: unknown
  readonly message?: unknown
  readonly text?: unknown
  readonly frames?: unknown
}

/** Describes an error: one of this library, any other one, or a recorded one. */
export function reportedError(error: unknown): ReportedError {
  if (error instanceof MontyError) {
    const shown =
      'displayDiagnostics' in error
        ? (error as MontyError & { displayDiagnostics(): string }).displayDiagnostics()
        : error.display()
    const places = placesIn('diagnostics' in error ? error.diagnostics : error.traceback())
    return { summary: error.display('type-msg'), text: shown, places }
  }
  if (isError(error)) {
    const summary = `${error.name}: ${error.message}`
    return { summary, text: summary, places: [] }
  }
  return isRecord(error) && error['$'] === 'error' ? recorded(error) : plain(String(error))
}

/** Describes an error of a recording. */
function recorded({ name, message, details }: Record<string, unknown>): ReportedError {
  const { exception, shown, diagnostics } = isRecord(details) ? details : {}
  const {
    typeName,
    message: recordedMessage,
    text,
    frames,
  }: RecordedException = isRecord(exception) ? exception : {}
  const summary = [typeName ?? name, recordedMessage ?? message].filter(Boolean).join(': ')
  const full = text ?? shown
  return {
    summary,
    text: typeof full === 'string' ? full : summary,
    places: placesIn(frames ?? diagnostics),
  }
}

const plain = (text: string): ReportedError => ({ summary: text, text, places: [] })

function placesIn(list: unknown): ReportedError['places'] {
  if (!Array.isArray(list)) return []
  return list.filter(
    (one): one is ReportedError['places'][number] =>
      isRecord(one) &&
      ['line', 'column', 'endLine', 'endColumn'].every((name) => typeof one[name] === 'number'),
  )
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null
