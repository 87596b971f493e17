import type { JsonValue } from '../../core/values/json.js'
import type { RecordedQuestion, RecordedReply, Recording } from './recording.js'

/** Where a run first does otherwise than it was recorded. */
export interface Divergence {
  /** In what: in what Python asks of its host, in what it is answered, prints, or comes to. */
  readonly in: 'call' | 'answer' | 'output' | 'outcome'
  /** Which of the recording's `answers` it is at, from 0; their number for what is after the last. */
  readonly index: number
  /** What was recorded; `undefined` for nothing. */
  readonly expected: unknown
  /** What there is now; `undefined` for nothing. */
  readonly actual: unknown
  /** The line of the program that runs now, from 1, where one is known. */
  readonly line?: number
  /** The same in words. */
  readonly message: string
}

/** What a run asks, for comparing: calls are known by another number where others came before. */
export function sameQuestion(a: RecordedQuestion, b: RecordedQuestion): boolean {
  return canonical(withoutPlace(a)) === canonical(withoutPlace(b))
}

function withoutPlace(question: RecordedQuestion): unknown {
  if (question.kind === 'futures') return { kind: 'futures' }
  if (question.kind === 'name') return question
  const { line: _line, callId: _callId, ...rest } = question
  return rest
}

/** The same text for the same JSON, in whatever order its members come. */
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

/** What Python asks, in words. */
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

/** Python asks for something else. */
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

/** Python printed something else. */
export function outputDivergence(index: number, expected: string, actual: string): Divergence {
  let at = 0
  while (at < expected.length && expected[at] === actual[at]) at++
  const message = `it printed ${shown(actual.slice(at))}, where ${shown(expected.slice(at))} was recorded`
  return { in: 'output', index, expected, actual, message }
}

/** What a run came to, as far as it is the program's. */
function comparedOutcome(outcome: JsonValue, isSameCode: boolean): unknown {
  const { status, value, error } = outcome as Record<string, JsonValue>
  if (error === undefined) return { status, value }
  const { name, message, details } = error as Record<string, JsonValue>
  if (isSameCode) return { status, error: { name, message, details: withoutUsage(details) } }
  // Other lines are not another outcome.
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

/** Without the traceback. */
function brief(compared: unknown): unknown {
  const { status, value, error } = compared as Record<string, unknown>
  if (error === undefined) return { status, value }
  return { status, error: (error as { message: string }).message }
}

/**
 * The first difference between two recordings: in what Python asked, was answered, printed or came to;
 * `undefined` when there is none. What was measured (times, memory) is not compared.
 *
 * @example
 * ```ts
 * const runtime = new MontyRuntime({ isolation: 'none', record: true })
 * const before = await runtime.execute('print("tea")').recording
 * const after = await runtime.execute('print("cake")').recording
 * compare(before, after)?.in // 'output'
 * ```
 */
export function compare(expected: Recording, actual: Recording): Divergence | undefined {
  const count = Math.max(expected.answers.length, actual.answers.length)
  for (let index = 0; index < count; index++) {
    const [before, now] = [expected.answers[index], actual.answers[index]]
    const found = printed(index, expected, actual)
    if (found !== undefined) return found
    if (before === undefined || now === undefined || !sameQuestion(before.asked, now.asked)) {
      return callDivergence(index, before?.asked, now?.asked)
    }
    if (canonical(before.answer ?? null) === canonical(now.answer ?? null)) continue
    const message = `${described(now.asked)} was answered ${told(now.answer)}, where ${told(before.answer)} was recorded`
    return { in: 'answer', index, expected: before.answer, actual: now.answer, message }
  }
  return (
    printed(count, expected, actual) ??
    outcomeDivergence(count, expected.outcome, actual.outcome, expected.code === actual.code)
  )
}

const told = (reply: RecordedReply | undefined): string => shown(reply)

function printed(index: number, expected: Recording, actual: Recording): Divergence | undefined {
  for (const stream of ['stdout', 'stderr'] as const) {
    const [a, b] = [expected, actual].map((one) =>
      printedText(one.events, stream, one.answers[index]?.events),
    ) as [string, string]
    if (a !== b) return outputDivergence(index, a, b)
  }
  return undefined
}

/** What was printed on a stream, as the first so many events tell. */
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
