import { cut, type Html, html } from '../html.js'
import { sourceHtml } from '../python-html.js'
import { SourceLines } from '../source-lines.js'
import { duration } from '../times.js'
import type { Story, StoryCall } from './story.js'
import { type ReportedError, reportedError } from './reported-error.js'

/** The program, with notes on the calls of each line. */
export function sourceSection(story: Story, error: ReportedError | undefined): Html {
  const source = new SourceLines(story.code)
  const notes = new Map<number, Html[]>()
  const add = (line: number, note: Html): void => {
    notes.set(line, [...(notes.get(line) ?? []), note])
  }
  for (const [line, calls] of callsByLine(story, source))
    for (const note of callNotes(calls)) add(line, note)
  for (const [line, note] of waitingNotes(story, source)) add(line, note)
  const place = error?.places.findLast(({ line }) => line <= source.lines.length)
  const rows = sourceHtml(story.code).map((text, index) => {
    const line = index + 1
    const isWrong = place?.line === line
    const own = notes.get(line) ?? []
    return html`<div class="row${isWrong ? ' wrong' : ''}" id="L${line}">
      <span class="no">${line}</span>
      <pre>${text}</pre>
      ${isWrong && caret(source.lines[index] ?? '', place, error)}${own.length > 0 && html`<div class="notes">${own}</div>`}
    </div>`
  })
  return html`<h2 id="program">Program</h2>
    <div class="source">${rows}</div>`
}

function callsByLine(story: Story, source: SourceLines): Map<number, StoryCall[]> {
  const byLine = new Map<number, StoryCall[]>()
  for (const call of story.calls) {
    if (call.position === undefined) continue
    const { line } = source.placeOf(call.position)
    byLine.set(line, [...(byLine.get(line) ?? []), call])
  }
  return byLine
}

/** Notes on pending calls, if the run is still paused. */
function waitingNotes(story: Story, source: SourceLines): Array<[number, Html]> {
  const pause = story.pauses.at(-1)
  if (pause === undefined || pause.toMs !== undefined) return []
  return pause.pending.flatMap(({ callId, name }): Array<[number, Html]> => {
    const position = pause.positions[callId]
    if (position === undefined) return []
    const note = html`<a class="note is-hold" href="#waiting"
      >${name} <b>waits for a decision</b></a
    >`
    return [[source.placeOf(position).line, note]]
  })
}

const MAX_NOTES = 4

/** A note for each call; on lines with many calls, their number and the slowest ones. */
function callNotes(calls: readonly StoryCall[]): Html[] {
  if (calls.length <= MAX_NOTES) return calls.map(callNote)
  const slowest = calls.toSorted((a, b) => timeOf(b) - timeOf(a)).slice(0, MAX_NOTES - 1)
  const failed = calls.filter(({ end }) => end.kind === 'error').length
  const began = Math.min(...calls.map(({ beganMs }) => beganMs))
  const ended = Math.max(...calls.map(({ beganMs, endedMs }) => endedMs ?? beganMs))
  const summary = html`<span class="note"
    ><b>${calls.length} calls</b> in
    ${duration(ended - began)}${failed > 0 && html`, <span class="is-bad">${failed} failed</span>`},
    the slowest:</span
  >`
  return [summary, ...slowest.map(callNote)]
}

export const timeOf = ({ beganMs, endedMs }: StoryCall): number => (endedMs ?? beganMs) - beganMs

function callNote(call: StoryCall): Html {
  return html`<a class="note" href="#c${call.key}"
    >${call.name} <b>${endedText(call)}</b> ${resultText(call)}</a
  >`
}

/** The duration of a call, or that it did not end. */
export const endedText = (call: StoryCall): string =>
  call.endedMs === undefined ? 'did not end' : duration(timeOf(call))

/** The result of a call, in brief. */
export function resultText({ end }: StoryCall): Html {
  switch (end.kind) {
    case 'running':
      return html`<span class="is-warn">…</span>`
    case 'error':
      return html`<span class="is-bad"
        >${end.isDenied ? 'denied: ' : ''}${cut(reportedError(end.error).summary, 80)}</span
      >`
    case 'value':
      return html`<span class="odd">→ ${cut(shortly(end.value), 60)}</span>`
  }
}

/** The arguments of a call, in brief. */
export function argumentsText({ args, kwargs }: StoryCall): string {
  const named = Object.entries(kwargs).map(([name, value]) => `${name}=${shortly(value)}`)
  return [...args.map(shortly), ...named].join(', ')
}

function shortly(value: unknown): string {
  try {
    if (Array.isArray(value) && value.length > 20) return `a list of ${value.length}`
    return JSON.stringify(value) ?? 'None'
  } catch {
    return 'a value'
  }
}

/** Marks the place of the error, with its summary. */
function caret(
  text: string,
  place: ReportedError['places'][number],
  error: ReportedError | undefined,
): Html {
  const characters = Array.from(text)
  const width =
    place.endLine === place.line
      ? place.endColumn - place.column
      : characters.length - place.column + 1
  const before = characters.slice(0, place.column - 1).map((one) => (one === '\t' ? '\t' : ' '))
  return html`<span></span>
    <pre class="caret">${before.join('')}${'~'.repeat(Math.max(1, width))}
<b>${cut(error?.summary ?? '', 400)}</b></pre>`
}
