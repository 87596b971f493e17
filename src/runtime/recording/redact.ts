import { MontyUsageError } from '../../core/errors.js'
import type { JsonValue } from '../../core/values/json.js'
import { setOwn } from '../../core/wire/own.js'
import { formatPath } from '../../core/values/path.js'
import { readRecording, type Recording } from './recording.js'

/**
 * Removes secrets from a recording. Receives every value in the document, outer ones first, with its path, such
 * as `answers[3].asked.args[0]`; the return value replaces it, and is searched in turn.
 */
export type Redact = (value: JsonValue, path: string) => JsonValue

/** The recording with the replacements of a redaction function. */
export function redacted(recording: Recording, redact: Redact): Recording {
  const path: Array<string | number> = []
  const visit = (value: JsonValue): JsonValue => {
    const kept = redact(value, formatPath(path))
    if (typeof kept !== 'object' || kept === null) return checked(kept)
    if (Array.isArray(kept)) return kept.map((item, index) => below(index, item))
    const members: Record<string, JsonValue> = {}
    for (const [name, item] of Object.entries(kept)) setOwn(members, name, below(name, item))
    return members
  }
  const below = (step: string | number, value: JsonValue): JsonValue => {
    path.push(step)
    const kept = visit(value)
    path.pop()
    return kept
  }
  return readRecording(visit(recording as unknown as JsonValue))
}

function checked(value: JsonValue): JsonValue {
  const isJson = value === null || ['string', 'number', 'boolean'].includes(typeof value)
  if (isJson) return value
  throw new MontyUsageError(`redact must give JSON, and not ${typeof value}`)
}
