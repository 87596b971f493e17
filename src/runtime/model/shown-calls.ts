import type { CallRecord, Outcome } from '../../host/outcome.js'
import { endedRunOf } from '../ledger/ledgers.js'
import { type MadeCall, valueForHost } from '../ledger/made-call.js'
import { cutText } from '../text.js'
import { keptOnce } from './kept-once.js'
import { shownJson, shownJsonText } from './shown-json.js'
import { keptValue, type TooLong } from './too-long.js'

/** Hides secrets in a text. */
export type RedactText = (text: string) => string

/** Longest text of one call, in bytes, however few calls there are. */
const MAX_CALL = 600
const MIN_CALL = 80

/**
 * The calls of a failed program, for a model: `name(arguments): result`, each within an equal share of
 * `maxBytes`.
 */
export function shownCalls(
  outcome: Outcome,
  maxBytes: number,
  redact: RedactText | undefined,
): string[] {
  const { runId, calls } = outcome
  const ledger = endedRunOf(outcome)?.ledger
  const share = Math.min(MAX_CALL, Math.max(MIN_CALL, Math.floor(maxBytes / calls.length)))
  const shown: string[] = []
  let left = maxBytes
  for (const call of calls) {
    const made = ledger?.find(runId, call.callId)
    const text = shownCall(call, made, share, redact, keptResult(outcome, made, share, redact))
    left -= Buffer.byteLength(text)
    if (left < 0 && shown.length > 0) break
    shown.push(text)
  }
  const more = calls.length - shown.length
  return more > 0 ? [...shown, `${more} more`] : shown
}

/** Summary of a result that does not fit, when all of it is kept as a file. */
function keptResult(
  outcome: Outcome,
  made: MadeCall | undefined,
  maxBytes: number,
  redact: RedactText | undefined,
): TooLong | undefined {
  // The file would contain the secrets.
  if (redact !== undefined || made?.end.kind !== 'value') return undefined
  const { value } = made.end
  return keptOnce(outcome, `call ${made.callId}`, (folder) =>
    keptValue(valueForHost(value, 'the result'), Math.floor(maxBytes / 2), folder),
  )
}

function shownCall(
  call: CallRecord,
  made: MadeCall | undefined,
  maxBytes: number,
  redact: RedactText | undefined,
  kept: TooLong | undefined,
): string {
  const text = (value: unknown): string => shownText(value, Math.floor(maxBytes / 2), redact)
  const args = call.omitted
    ? '…'
    : [
        ...call.args.map(text),
        ...Object.entries(call.kwargs).map(([name, value]) => `${name}=${text(value)}`),
      ].join(', ')
  const head = `${call.name}(${cutText(args, Math.floor(maxBytes / 2))})`
  return `${head}: ${endOf(call, made, kept, text)}`
}

function endOf(
  { status, replayed }: CallRecord,
  made: MadeCall | undefined,
  kept: TooLong | undefined,
  text: (value: unknown) => string,
): string {
  const before = replayed === true ? ', from the program before' : ''
  switch (status) {
    case 'ok': {
      const end = made?.end
      if (kept !== undefined) return `ok${before} → ${shownKept(kept)}`
      const isKnown = end?.kind === 'value' || end?.kind === 'answer'
      return `ok${before}${isKnown ? ` → ${text(valueForHost(end.value, 'the result'))}` : ''}`
    }
    case 'error':
      return made?.end.kind === 'error'
        ? `error${before}: ${made.end.type}: ${text(made.end.message)}`
        : `error${before}`
    case 'denied':
      return 'denied, not made'
    case 'running':
    case 'unknown':
      return 'begun; nobody knows what came of it'
  }
}

const shownKept = ({ head, tail, bytes, shape, path }: TooLong): string =>
  `${head}\n[... ${bytes} bytes in all, ${shape}: all of it is in ${path} ...]\n${tail}`

function shownText(value: unknown, maxBytes: number, redact: RedactText | undefined): string {
  if (redact === undefined) return shownJsonText(value, maxBytes)
  // Redact before cutting: `redact` would not recognize part of a secret.
  const whole = shownJson(value, REDACTED_BYTES)
  if (!whole.isWhole) return '(not shown: too long to be searched for secrets)'
  let hidden: unknown
  try {
    hidden = redact(whole.text)
  } catch {
    hidden = undefined
  }
  return typeof hidden === 'string' ? cutText(hidden, maxBytes) : '(not shown)'
}

/** Longest text that is redacted, in bytes, as redaction costs time for each call. */
const REDACTED_BYTES = 64 * 1024
