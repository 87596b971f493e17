import { wallClockNow } from '../../core/timers.js'
import { shownInput } from '../../runtime/paused/shown-input.js'
import { cut, type Html, html } from '../html.js'
import { sourceHtml } from '../python-html.js'
import { SourceLines } from '../source-lines.js'
import { duration, instant, roughly } from '../times.js'
import { valueTree } from '../value-tree.js'
import type { AuditEntry } from './audit.js'
import { argumentControl, controlOf } from './decide.js'
import { fieldHtml, fieldsOf, textarea } from './fields.js'
import type { CompleteInbox, Person } from './options.js'
import type { Waiting } from './waiting.js'

/** Context of every page of the inbox. */
export interface Place {
  readonly inbox: CompleteInbox
  readonly person: Person
}

/** The header of each page. */
export function frame({ inbox, person }: Place, body: Html): Html {
  const { path } = inbox
  return html`<a class="skip" href="#content">To the content</a>
    <header class="top">
      <div class="bar">
        <nav aria-label="Inbox">
          <a href="${path}/"><b>Approvals</b></a> <a href="${path}/audit">Audit trail</a>
        </nav>
        <span class="quiet">${person.name ?? person.id}</span>
      </div>
    </header>
    <main id="content" tabindex="-1">${body}</main>`
}

/** The address of a run's page. */
const runPath = ({ path }: CompleteInbox, { runtime, run }: Waiting): string =>
  `${path}/runs/${encodeURIComponent(runtime)}/${encodeURIComponent(run.runId)}`

/** The list of paused runs. */
export function listView(place: Place, waiting: readonly Waiting[]): Html {
  const { inbox } = place
  if (waiting.length === 0) {
    return html`<h1>Approvals</h1>
      <div id="live"><p class="panel">Nothing waits for a decision.</p></div>`
  }
  const rows = waiting.map((one) => {
    const { run, runtime, calls } = one
    const shown = calls.map(
      ({ call }) =>
        html`<div>
          <b>${cut(call.name, 60)}</b>
          <span class="mono quiet">${cut(shownInput(call.input), 120)}</span>
        </div>`,
    )
    return html`<tr>
      <td>${shown}</td>
      <td data-label="of">${runtime}</td>
      <td data-label="waits since">${since(run.pausedAt)}</td>
      <td data-label="expires">${until(run.expiresAt)}</td>
      <td><a class="button open" href="${runPath(inbox, one)}">Decide</a></td>
    </tr>`
  })
  return html`<h1>Approvals</h1>
    <div id="live">
      <table>
        <thead>
          <tr>
            <th scope="col">call</th>
            <th scope="col">of</th>
            <th scope="col">waits since</th>
            <th scope="col">expires</th>
            <th scope="col"><span class="skip">decide</span></th>
          </tr>
        </thead>
        <tbody>
          ${rows}
        </tbody>
      </table>
    </div>`
}

const since = (ms: number): string =>
  ms === 0 ? 'unknown' : roughly(Math.max(0, wallClockNow() - ms))
const until = (ms: number): string =>
  Number.isFinite(ms) ? `in ${roughly(Math.max(0, ms - wallClockNow()))}` : 'never'

/** The page of a run: its program with the pending calls, its earlier calls, and the form. */
export function runView(
  place: Place,
  waiting: Waiting,
  form: { readonly token: string; readonly state: string; readonly sent?: URLSearchParams },
  complaint?: string,
): Html {
  const { inbox } = place
  const { run, runtime, calls } = waiting
  const mayDecide = calls.some((one) => one.mayDecide)
  const forms = calls.map((one) => callForm(waiting, one, form.sent))
  return html`<h1>A run of ${runtime} waits <span class="badge is-hold">${calls.length}</span></h1>
    <ul class="facts">
      <li><span class="quiet">run</span> <span class="mono">${run.runId}</span></li>
      <li>
        <span class="quiet">waits since</span>
        ${run.pausedAt === 0 ? 'unknown' : instant(run.pausedAt)}
      </li>
      <li><span class="quiet">expires</span> ${until(run.expiresAt)}</li>
    </ul>
    ${complaint !== undefined && html`<p class="panel is-bad" role="alert">${cut(complaint, 2_000)}</p>`}
    <form method="post" action="${runPath(inbox, waiting)}" id="decide">
      <input type="hidden" name="token" value="${form.token}" />
      <input type="hidden" name="state" value="${form.state}" />
      ${forms}
      ${
        mayDecide &&
        html`<p class="actions">
          <button class="main" type="submit">Send the decisions</button>
          ${
            calls.length > 1 &&
            html`<button type="submit" name="all" value="approve">Approve all</button>
              <button class="danger" type="submit" name="all" value="deny">Refuse all</button>`
          }
        </p>`
      }
    </form>
    ${programSection(waiting)} ${beforeSection(waiting)}`
}

const CHOICES = [
  ['leave', 'Leave it waiting'],
  ['approve', 'Approve'],
  ['change', 'Approve with other arguments'],
  ['deny', 'Refuse'],
  ['answer', 'Answer by hand'],
] as const

function callForm(
  { host }: Waiting,
  { call, mayDecide }: Waiting['calls'][number],
  sent: URLSearchParams | undefined,
): Html {
  const { callId, name, input, state, within = [], receiver } = call
  const tool = receiver === undefined ? host.tools().find((one) => one.name === name) : undefined
  const chosen = sent?.get(controlOf(callId, 'action')) ?? 'leave'
  const choices = CHOICES.map(([value, label]) => {
    const id = controlOf(callId, `choice-${value}`)
    const checked = value === chosen && html` checked`
    return html`<span
      ><input
        type="radio"
        name="${controlOf(callId, 'action')}"
        value="${value}"
        id="${id}"
        ${checked}
      />
      <label for="${id}">${label}</label></span
    > `
  })
  const fields = fieldsOf(call, tool).map((field, index) => {
    const id = argumentControl(callId, index)
    return fieldHtml(field, id, sent?.get(id) ?? field.shown)
  })
  const [message, answer] = [controlOf(callId, 'message'), controlOf(callId, 'answer')]
  return html`<fieldset class="panel call-form" data-call="${callId}">
    <legend><b>${name}</b>${receiver !== undefined && html` of ${receiver}`}</legend>
    ${tool?.description !== undefined && html`<p>${cut(tool.description, 1_000)}</p>`}
    ${within.length > 0 && html`<p class="quiet">inside ${within.join(', ')}</p>`}
    ${state === 'unknown' && html`<p class="is-warn">It was begun before, and nobody knows whether it happened.</p>`}
    <div>${valueTree(input)}</div>
    ${
      mayDecide
        ? html`<div class="choices" role="radiogroup" aria-label="What to do about ${name}">
              ${choices}
            </div>
            <details data-for="change" ${chosen === 'change' && html`open`}>
              <summary>Other arguments</summary>
              ${fields.length === 0 ? html`<p class="quiet">It takes none.</p>` : fields}
            </details>
            <details
              data-for="deny answer"
              ${(chosen === 'deny' || chosen === 'answer') && html`open`}
            >
              <summary>A message to a refusal, or an answer</summary>
              <div class="field">
                <label for="${message}"><b>message</b></label>
                ${textarea(message, sent?.get(message) ?? '', 'What Python is told: a PermissionError says it.')}
              </div>
              <div class="field">
                <label for="${answer}"><b>answer, as JSON</b></label>
                ${textarea(answer, sent?.get(answer) ?? '', 'The result, as if the call had been made.')}
              </div>
            </details>`
        : html`<p class="quiet">Somebody else decides about it.</p>`
    }
  </fieldset>`
}

function programSection({ run, calls }: Waiting): Html {
  const { code, positions } = run
  const source = new SourceLines(code)
  const shown = new Set(calls.map(({ call }) => call.callId))
  const here = new Set(
    Object.entries(positions).flatMap(([callId, position]) =>
      shown.has(Number(callId)) ? [source.placeOf(position).line] : [],
    ),
  )
  const rows = sourceHtml(code).map(
    (text, index) =>
      html`<div class="row${here.has(index + 1) ? ' here' : ''}" id="L${index + 1}">
        <span class="no">${index + 1}</span>
        <pre>${text}</pre>
      </div>`,
  )
  return html`<h2>Program</h2>
    <div class="source">${rows}</div>`
}

const MAX_BEFORE = 100

/** The calls of the run before it paused. */
function beforeSection({ run }: Waiting): Html {
  const { calls, stdout } = run
  const rows = calls.slice(-MAX_BEFORE).map(
    ({ name, args, kwargs, status, durationMs }) =>
      html`<tr>
        <td><b>${cut(name, 60)}</b></td>
        <td class="mono">${cut(shownInput({ args, ...kwargs }), 200)}</td>
        <td>${status}</td>
        <td>${duration(durationMs)}</td>
      </tr>`,
  )
  return html`<h2>Calls before</h2>
    ${
      rows.length === 0
        ? html`<p class="quiet">It made none.</p>`
        : html`<table>
            <thead>
              <tr>
                <th scope="col">call</th>
                <th scope="col">arguments</th>
                <th scope="col">came to</th>
                <th scope="col">took</th>
              </tr>
            </thead>
            <tbody>
              ${rows}
            </tbody>
          </table>`
    }
    ${
      stdout !== '' &&
      html`<h2>Output before</h2>
        <pre class="panel">${cut(stdout, 8_000)}</pre>`
    }`
}

/** The audit trail. */
export function auditView(entries: readonly AuditEntry[]): Html {
  const rows = entries.map(
    ({ atMs, person, runtime, runId, name, action, changed, message, cameTo }) =>
      html`<tr>
        <td>${instant(atMs)}</td>
        <td>${person.name ?? person.id}</td>
        <td>
          <b>${DONE[action]}</b> ${cut(name, 60)}
          ${changed !== undefined && html`<div class="quiet">changed: ${changed.join(', ')}</div>`}
          ${message !== undefined && html`<div class="quiet">“${cut(message, 500)}”</div>`}
        </td>
        <td>${runtime} <span class="mono quiet">${runId.slice(0, 8)}</span></td>
        <td>${cut(cameTo ?? 'under way', 300)}</td>
      </tr>`,
  )
  return html`<h1>Audit trail</h1>
    ${
      rows.length === 0
        ? html`<p class="panel">Nothing was decided yet.</p>`
        : html`<table>
            <thead>
              <tr>
                <th scope="col">when</th>
                <th scope="col">who</th>
                <th scope="col">what</th>
                <th scope="col">run</th>
                <th scope="col">the run then</th>
              </tr>
            </thead>
            <tbody>
              ${rows}
            </tbody>
          </table>`
    }`
}

const DONE = { approve: 'approved', deny: 'refused', answer: 'answered' } as const

/** The page after decisions. */
export function doneView({ inbox }: Place, text: string, isGood: boolean): Html {
  return html`<h1>Decided</h1>
    <p class="panel ${isGood ? 'is-ok' : 'is-warn'}" role="status">${text}</p>
    <p><a class="button" href="${inbox.path}/">Back to what waits</a></p>`
}

/** A page with a message only. */
export const messageView = (title: string, text: string): Html =>
  html`<h1>${title}</h1>
    <p class="panel">${text}</p>`
