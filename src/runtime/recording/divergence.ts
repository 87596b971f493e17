import type { JsonValue } from '../../core/values/json.js'
import { readRecording, type RecordedQuestion, type Recording } from './recording.js'
import { checkWhole } from './whole.js'

/** The first difference between a run and its recording. */
export interface Divergence {
  /** Kind of difference: in a call or other request of Python, in its answer, in printed output, or in the outcome. */
  readonly in: 'call' | 'answer' | 'output' | 'outcome'
  /** Index into the recording's `answers`; their number for a difference after the last. */
  readonly index: number
  /** The recorded side; `undefined` for nothing. */
  readonly expected: unknown
  /** The present side; `undefined` for nothing. */
  readonly actual: unknown
  /** Line of the program that runs now, from 1, if known. */
  readonly line?: number
  /** Description of the difference. */
  readonly message: string
}

/** Whether two requests are equal. Call ids and positions are ignored, as earlier differences shift them. */
export function sameQuestion(a: RecordedQuestion, b: RecordedQuestion): boolean {
  return canonical(withoutPlace(a)) === canonical(withoutPlace(b))
}

function withoutPlace(question: RecordedQuestion): unknown {
  if (question.kind === 'futures') return { kind: 'futures' }
  if (question.kind === 'name') return question
  const { line: _line, callId: _callId, ...rest } = question
  return rest
}

/** JSON text with sorted keys, which is the same for equal JSON. */
export function canonical(value: unknown): string {
  return JSON.stringify(value, (_name, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  )
}

const SHOWN = 200

const shown = (value: unknown): string => {
  const text =
    typeof value === 'string' ? JSON.stringify(value) : (JSON.stringify(value) ?? 'nothing')
  return text.length > SHOWN ? `${text.slice(0, SHOWN)}…` : text
}

/** A request of Python in words. */
export function described(question: RecordedQuestion | undefined): string {
  if (question === undefined) return 'the end of the program'
  switch (question.kind) {
    case 'function':
    case 'os': {
      const { name, receiver, args, kwargs } = question
      const named = Object.entries(kwargs).map(([key, value]) => `${key}=${shown(value)}`)
      const all = [...args.map(shown), ...named].join(', ')
      return `${receiver === undefined ? '' : `${receiver}.`}${name}(${all})`
    }
    case 'name':
      return `the name ${question.receiver === undefined ? '' : `${question.receiver}.`}${question.name}`
    case 'futures':
      return 'a wait for calls under way'
  }
}

/** Python made another request than recorded. */
export function callDivergence(
  index: number,
  expected: RecordedQuestion | undefined,
  actual: RecordedQuestion | undefined,
): Divergence {
  const line = actual !== undefined && 'line' in actual ? actual.line : undefined
  const at = line === undefined ? '' : `line ${line}: `
  return {
    in: 'call',
    index,
    expected,
    actual,
    ...(line === undefined ? {} : { line }),
    message: `${at}${described(actual)}, where ${described(expected)} was recorded`,
  }
}

/** Python printed other text than recorded. */
export function outputDivergence(index: number, expected: string, actual: string): Divergence {
  let at = 0
  while (at < expected.length && expected[at] === actual[at]) at++
  const message = `it printed ${shown(actual.slice(at))}, where ${shown(expected.slice(at))} was recorded`
  return { in: 'output', index, expected, actual, message }
}

/** The parts of an outcome that the program determines. */
function comparedOutcome(outcome: JsonValue, isSameCode: boolean): unknown {
  const { status, value, error } = outcome as Record<string, JsonValue>
  if (error === undefined) return { status, value }
  const { name, message, details } = error as Record<string, JsonValue>
  if (isSameCode) return { status, error: { name, message, details: withoutUsage(details) } }
  // Another program has other lines; those are not compared.
  return { status, error: { name, message } }
}

function withoutUsage(details: JsonValue | undefined): unknown {
  if (typeof details !== 'object' || details === null || Array.isArray(details)) return details
  const { usage: _usage, ...rest } = details
  return rest
}

export function outcomeDivergence(
  index: number,
  expected: JsonValue,
  actual: JsonValue,
  isSameCode: boolean,
): Divergence | undefined {
  const [a, b] = [comparedOutcome(expected, isSameCode), comparedOutcome(actual, isSameCode)]
  if (canonical(a) === canonical(b)) return undefined
  const message = `it came to ${shown(brief(b))}, where ${shown(brief(a))} was recorded`
  return { in: 'outcome', index, expected: a, actual: b, message }
}

/** A compared outcome without its traceback. */
function brief(compared: unknown): unknown {
  const { status, value, error } = compared as Record<string, unknown>
  if (error === undefined) return { status, value }
  return { status, error: (error as { message: string }).message }
}

/**
 * The first difference between two recordings: in Python's requests, their answers, printed output, or the outcome;
 * `undefined` when there is none. Measurements (times, memory) are not compared. A recording may be its JSON text.
 *
 * @throws MontyUsageError for a value that is no recording
 *
 * @example
 * ```ts
 * const runtime = new MontyRuntime({ isolation: 'none', record: true })
 * const before = await runtime.execute('print("tea")').recording
 * const after = await runtime.execute('print("cake")').recording
 * compare(before, after)?.in // 'output'
 * ```
 */
export function compare(
  expected: Recording | string,
  actual: Recording | string,
): Divergence | undefined {
  const [before, now] = [readRecording(expected), readRecording(actual)]
  checkWhole(before)
  checkWhole(now)
  return firstDifference(before, now)
}

function firstDifference(expected: Recording, actual: Recording): Divergence | undefined {
  const count = Math.max(expected.answers.length, actual.answers.length)
  for (let index = 0; index < count; index++) {
    const [before, now] = [expected.answers[index], actual.answers[index]]
    const found = printed(index, expected, actual)
    if (found !== undefined) return found
    if (before === undefined || now === undefined || !sameQuestion(before.asked, now.asked)) {
      return callDivergence(index, before?.asked, now?.asked)
    }
    if (canonical(before.answer ?? null) === canonical(now.answer ?? null)) continue
    const message = `${described(now.asked)} was answered ${shown(now.answer)}, where ${shown(before.answer)} was recorded`
    return { in: 'answer', index, expected: before.answer, actual: now.answer, message }
  }
  return (
    printed(count, expected, actual) ??
    outcomeDivergence(count, expected.outcome, actual.outcome, expected.code === actual.code)
  )
}

function printed(index: number, expected: Recording, actual: Recording): Divergence | undefined {
  for (const stream of ['stdout', 'stderr'] as const) {
    const [a, b] = [expected, actual].map((one) =>
      printedText(one.events, stream, one.answers[index]?.events),
    ) as [string, string]
    if (a !== b) return outputDivergence(index, a, b)
  }
  return undefined
}

/** The text printed on a stream, according to the first `count` events. */
export function printedText(
  events: readonly JsonValue[],
  stream: 'stdout' | 'stderr',
  count = events.length,
): string {
  return events
    .slice(0, count)
    .map((event) => event as { type?: string; stream?: string; text?: string })
    .filter((event) => event.type === 'stdout' && event.stream === stream)
    .map(({ text = '' }) => text)
    .join('')
}
