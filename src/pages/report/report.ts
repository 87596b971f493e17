import { MontyUsageError } from '../../core/errors.js'
import { checkNames, namesOf } from '../../core/option-checks.js'
import type { Outcome } from '../../host/outcome.js'
import type { RunEvent } from '../../runtime/observe/run-event.js'
import { cut, type Html, html } from '../html.js'
import { pageText } from '../page.js'
import { bytes, duration, instant } from '../times.js'
import { valueTree } from '../value-tree.js'
import { boundsFor, callDetails, outputSection, slowest, waitingSection } from './details.js'
import { SCRIPT, STYLE } from './look.js'
import { sourceSection } from './source.js'
import { type Story, storyOf } from './story.js'
import { type ReportedError, reportedError } from './reported-error.js'
import { waterfallSection } from './waterfall.js'

/** A recorded run: its program and its events. */
export interface RecordedRun {
  /** The program. */
  readonly code: string
  /** Its events, in order, as objects or as JSON. */
  readonly events: readonly unknown[]
}

/** Options of a report. */
export interface ReportOptions {
  /** The heading. Default: `Run` and its number. */
  title?: string
}

/**
 * Renders the report of a run as one self-contained HTML file: the program with its calls on their
 * lines, start and duration of each call, its arguments and result, the output, and errors with
 * their place. It can be read without JavaScript, and printed.
 *
 * Values are shown as they are in the events: redact them first, or record with `redact`.
 *
 * @param run a recording, or the events of a run; for a run that was paused and resumed, the events
 * of all its executions in sequence
 * @throws MontyUsageError for any other value
 *
 * @example
 * ```ts
 * import { MontyRuntime, type RunEvent } from 'monty-node'
 * import { runReport } from 'monty-node/report'
 *
 * const runtime = new MontyRuntime({ isolation: 'none' })
 * const events: RunEvent[] = []
 * for await (const event of runtime.execute('print("hello")').events) events.push(event)
 * const page = runReport(events, { title: 'A greeting' })
 * page.startsWith('<!doctype html>') // true
 * ```
 */
export function runReport(
  run: RecordedRun | readonly RunEvent[],
  options: ReportOptions = {},
): string {
  checkNames(options, namesOf<ReportOptions>({ title: true }), 'runReport')
  const isList = Array.isArray(run)
  const { code, events } = isList ? { code: undefined, events: run } : ((run ?? {}) as RecordedRun)
  if (!Array.isArray(events) || !events.every(isEvent)) {
    throw new MontyUsageError('runReport() takes a recording, or the events of a run as an array')
  }
  const story = storyOf(events, code)
  const { outcome } = story
  const error =
    outcome !== undefined && 'error' in outcome ? reportedError(outcome.error) : undefined
  const title = options.title ?? `Run ${story.runId.slice(0, 8)}`
  return pageText({
    title,
    style: STYLE,
    script: SCRIPT,
    body: html`<a class="skip" href="#program">To the program</a>
      <main>
        ${head(story, title)} ${resultSection(story, error)} ${waitingSection(story)}
        ${sourceSection(story, error)} ${waterfallSection(story)} ${outputSection(story)}
        ${callDetails(story)}
      </main>`,
  })
}

const isEvent = (event: unknown): event is RunEvent =>
  typeof event === 'object' &&
  event !== null &&
  typeof (event as { type?: unknown }).type === 'string'

/** Label and class of each status. */
const STATUS: Readonly<Record<Outcome['status'], readonly [string, string]>> = {
  ok: ['ok', 'is-ok'],
  paused: ['waits', 'is-hold'],
  syntax: ['no Python', 'is-bad'],
  unsupported: ['not supported', 'is-bad'],
  type: ['wrong types', 'is-bad'],
  error: ['failed', 'is-bad'],
  limit: ['limit', 'is-warn'],
  quota: ['quota', 'is-warn'],
  timeout: ['timed out', 'is-warn'],
  cancelled: ['cancelled', 'is-warn'],
  crashed: ['crashed', 'is-bad'],
}

function head(story: Story, title: string): Html {
  const { outcome, calls, beganMs, endedMs } = story
  const [label, kind] = outcome === undefined ? ['under way', 'is-warn'] : STATUS[outcome.status]
  const usage = outcome?.usage
  const waited = story.pauses.reduce(
    (sum, { fromMs, toMs }) => sum + ((toMs ?? endedMs) - fromMs),
    0,
  )
  const facts = [
    html`<li><span class="quiet">took</span> <b>${duration(endedMs - beganMs)}</b></li>`,
    // A run that is still paused shows that elsewhere.
    waited >= 1 &&
      html`<li><span class="quiet">waited for decisions</span> <b>${duration(waited)}</b></li>`,
    usage &&
      html`<li><span class="quiet">computing</span> <b>${duration(usage.durationMs)}</b></li>`,
    usage &&
      html`<li><span class="quiet">memory</span> <b>${bytes(usage.peakMemoryBytes)}</b></li>`,
    html`<li><span class="quiet">calls</span> <b>${calls.length}</b></li>`,
    html`<li><span class="quiet">began</span> ${instant(beganMs)}</li>`,
    slowest(story),
  ]
  return html`<h1>${title} <span class="badge ${kind}">${label}</span></h1>
    <ul class="facts">
      ${facts}
    </ul>
    <p class="no-print search">
      <label>Find in calls <input type="search" id="find" hidden /></label>
      <span class="quiet" id="found" role="status"></span>
    </p>`
}

/** The result or the error of the run. */
function resultSection(story: Story, error: ReportedError | undefined): Html | undefined {
  const { outcome } = story
  if (error !== undefined) {
    const hint = outcome !== undefined && 'hint' in outcome && outcome.hint
    return html`<div class="panel is-bad"><pre>${cut(error.text, 8_000)}</pre></div>
      ${hint && html`<p><b>Hint:</b> <span class="hint">${cut(hint, 4_000)}</span></p>`}`
  }
  if (outcome?.status !== 'ok') return undefined
  return html`<h2>Result</h2>
    <div class="panel">
      ${valueTree(outcome.value, { ...boundsFor(story), parts: 150, members: 50 })}
    </div>`
}
