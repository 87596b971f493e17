import { MontySnapshotError } from '../../core/errors.js'
import type { Outcome } from '../../host/outcome.js'
import type { MontyRuntime } from '../../runtime/runtime.js'
import { boundedBody } from '../../runtime/service/bounded-body.js'
import type { Html } from '../html.js'
import { pageText, policyOf } from '../page.js'
import { Audit, type AuditEntry, newEntry } from './audit.js'
import { type Chosen, decisionsIn } from './decide.js'
import { formToken, isOwnForm, stateOf } from './forgery.js'
import { SCRIPT, STYLE } from './look.js'
import { type CompleteInbox, type InboxOptions, resolveInbox } from './options.js'
import { auditView, doneView, frame, listView, messageView, type Place, runView } from './views.js'
import { type Waiting, waitingFor } from './waiting.js'

/** A Fetch handler that serves an inbox. */
export type InboxHandler = (request: Request) => Promise<Response>

/** Maximum size of a form. */
const MAX_FORM_BYTES = 1_048_576
/** Maximum number of audit entries shown. */
const MAX_AUDIT = 200

/**
 * Pages for decisions about calls that need an approval: the list of paused runs, each with its
 * program and earlier calls, a form for each call, and the audit trail. The result is a Fetch
 * handler, for any framework that supports those. The runtimes need a store, and the tools of the
 * runs.
 *
 * Pages work without JavaScript, load no external resources, and refuse forms of other sites.
 *
 * @throws MontyUsageError for invalid options
 * @example
 * ```ts
 * import { MemoryStore, MontyRuntime } from 'monty-node'
 * import { approvalInbox } from 'monty-node/inbox'
 *
 * const store = new MemoryStore()
 * const runtime = new MontyRuntime({ snapshots: { store, key: 'a secret of at least 16 bytes' } })
 * const handle = approvalInbox(runtime, {
 *   authenticate: (request) =>
 *     request.headers.get('authorization') === 'Bearer of good news' ? { id: 'ada' } : undefined,
 *   authorize: ({ id }, { action }) => action === 'see' || id === 'ada',
 *   store,
 * })
 * const response = await handle(new Request('http://localhost/'))
 * response.status // 401
 * ```
 */
export function approvalInbox(
  runtimes: MontyRuntime | Readonly<Record<string, MontyRuntime>>,
  options: InboxOptions,
): InboxHandler {
  const inbox = resolveInbox(runtimes, options)
  return (request) => new Handling(inbox, request).respond()
}

class Handling {
  readonly #inbox: CompleteInbox
  readonly #request: Request
  readonly #audit: Audit

  constructor(inbox: CompleteInbox, request: Request) {
    this.#inbox = inbox
    this.#request = request
    this.#audit = new Audit(inbox)
  }

  async respond(): Promise<Response> {
    const { authenticate, path } = this.#inbox
    let person: Awaited<ReturnType<typeof authenticate>>
    try {
      person = await authenticate(this.#request)
    } catch {
      // Details of the failure are for the application's log, not for visitors.
      return plain(500, 'Signing in failed.')
    }
    if (person === undefined) return plain(401, 'You have to sign in first.')
    const { pathname } = new URL(this.#request.url)
    if (pathname !== path && !pathname.startsWith(`${path}/`))
      return plain(404, 'There is nothing here.')
    return this.#route({ inbox: this.#inbox, person }, pathname.slice(path.length))
  }

  async #route(place: Place, pathname: string): Promise<Response> {
    const { method } = this.#request
    const parts = pathname.split('/').filter((part) => part !== '')
    const isReading = method === 'GET' || method === 'HEAD'
    if (!isReading && method !== 'POST') return plain(405, 'Only GET and POST make sense here.')
    if (isReading && parts.length === 0) {
      return page(
        200,
        place,
        'Approvals',
        listView(place, await waitingFor(place.person, place.inbox)),
      )
    }
    if (isReading && parts.length === 1 && parts[0] === 'audit') return this.#showAudit(place)
    const [first, runtime, runId] = parts
    if (first === 'runs' && parts.length === 3) {
      const waiting = await this.#find(place, decoded(runtime!), decoded(runId!))
      if (waiting === undefined) return gone(place)
      return isReading ? this.#show(place, waiting) : this.#decide(place, waiting)
    }
    return page(404, place, 'Nothing here', messageView('Nothing here', 'There is no such page.'))
  }

  async #showAudit(place: Place): Promise<Response> {
    const { authorize } = this.#inbox
    const entries: AuditEntry[] = []
    for (const entry of await this.#audit.latest(MAX_AUDIT)) {
      const { runtime, runId, callId, name } = entry
      // A person who may see a call may see the decisions about it. Arguments are not stored.
      const call = { callId, name, input: {}, state: 'held' } as const
      if (await authorize(place.person, { action: 'see', runtime, runId, call }))
        entries.push(entry)
    }
    return page(200, place, 'Audit trail', auditView(entries))
  }

  async #find(place: Place, runtime: string, runId: string): Promise<Waiting | undefined> {
    const waiting = await waitingFor(place.person, place.inbox)
    return waiting.find((one) => one.runtime === runtime && one.run.runId === runId)
  }

  #show(
    place: Place,
    waiting: Waiting,
    status = 200,
    complaint?: string,
    sent?: URLSearchParams,
  ): Response {
    const form = {
      token: formToken(this.#inbox.secret, place.person),
      state: stateOf(waiting.run.token),
      ...(sent === undefined ? {} : { sent }),
    }
    return page(status, place, 'A run waits', runView(place, waiting, form, complaint))
  }

  async #decide(place: Place, waiting: Waiting): Promise<Response> {
    const form = await formOf(this.#request)
    if (form === undefined) return plain(413, 'That is no form, or too long.')
    const { secret } = this.#inbox
    if (!isOwnForm(this.#request, form.get('token') ?? '', secret, place.person)) {
      return this.#show(
        place,
        waiting,
        403,
        'The form was too old, or was not sent from here: look again, and decide.',
      )
    }
    if (form.get('state') !== stateOf(waiting.run.token)) {
      return this.#show(
        place,
        waiting,
        409,
        'The run went on meanwhile. This is what it waits for now.',
      )
    }
    let chosen: Chosen[]
    try {
      chosen = decisionsIn(form, waiting)
    } catch (error) {
      if (!(error instanceof RangeError)) throw error
      return this.#show(place, waiting, 422, error.message, form)
    }
    if (chosen.length === 0)
      return this.#show(place, waiting, 422, 'Nothing was decided: choose what to do.', form)
    return this.#resume(place, waiting, chosen, form)
  }

  /** Resumes the run. The decisions are in the audit trail before they take effect. */
  async #resume(
    place: Place,
    waiting: Waiting,
    chosen: readonly Chosen[],
    form: URLSearchParams,
  ): Promise<Response> {
    const { host, run, runtime } = waiting
    const entries = chosen.map(({ decision, name, changed }): AuditEntry => ({
      ...newEntry(),
      person: place.person,
      runtime,
      runId: run.runId,
      callId: decision.callId,
      name,
      action: decision.action,
      ...(changed.length > 0 ? { changed } : {}),
      ...(decision.action === 'deny' && decision.message !== undefined
        ? { message: decision.message }
        : {}),
    }))
    await this.#audit.write(entries)
    const decisions = chosen.map(({ decision }) => decision)
    const outcome = await host.resume(run.token, decisions).outcome
    const wasDecided = isUsedToken(outcome)
    const refusal = wasDecided ? DECIDED : await this.#refusal(place, waiting, outcome)
    const cameTo = refusal === undefined ? outcomeText(outcome) : `not carried out: ${refusal}`
    await this.#audit.write(entries.map((entry) => Object.assign(entry, { cameTo })))
    if (wasDecided)
      return page(409, place, 'Decided before', messageView('Decided before', DECIDED))
    if (refusal !== undefined) return this.#show(place, waiting, 422, refusal, form)
    return page(
      200,
      place,
      'Decided',
      doneView(place, `The run ${outcomeText(outcome)}.`, outcome.status === 'ok'),
    )
  }

  /** The reason why the decisions were refused, if the run still waits unchanged. */
  async #refusal(
    place: Place,
    { runtime, run }: Waiting,
    outcome: Outcome,
  ): Promise<string | undefined> {
    if (outcome.status !== 'error' || outcome.error.code !== 'MONTY_USAGE') return undefined
    const still = await this.#find(place, runtime, run.runId)
    return still?.run.token === run.token ? outcome.error.message : undefined
  }
}

/** The message for the second of two who decide about the same pause. */
const DECIDED = 'Somebody decided about this meanwhile.'

/** Whether a run was resumed before with the same token. */
const isUsedToken = (outcome: Outcome): boolean =>
  outcome.status === 'error' &&
  outcome.error instanceof MontySnapshotError &&
  outcome.error.reason === 'used'

/** Describes the outcome of a run, without its values, which not everyone who decides may see. */
function outcomeText(outcome: Outcome): string {
  switch (outcome.status) {
    case 'ok':
      return 'went on, and ended well'
    case 'paused':
      return `went on, and waits again, for ${outcome.pending.map(({ name }) => name).join(', ')}`
    default:
      return `went on, and ended: ${outcome.status}, ${outcome.error.exception.typeName}`
  }
}

async function formOf(request: Request): Promise<URLSearchParams | undefined> {
  const type = request.headers.get('content-type') ?? ''
  if (!type.startsWith('application/x-www-form-urlencoded')) return undefined
  const text = await boundedBody(request, MAX_FORM_BYTES).catch(() => undefined)
  return text === undefined ? undefined : new URLSearchParams(text)
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    return part
  }
}

const gone = (place: Place): Response =>
  page(
    404,
    place,
    'It does not wait',
    messageView(
      'It does not wait',
      'Nothing of this run waits for you: somebody decided already, or it has expired.',
    ),
  )

const SECURITY = {
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'x-frame-options': 'DENY',
}

function page(status: number, place: Place, title: string, body: Html): Response {
  const policy = ["connect-src 'self'", "form-action 'self'"]
  const whole = { title, body: frame(place, body), style: STYLE, script: SCRIPT, policy }
  return new Response(pageText(whole), {
    status,
    headers: {
      ...SECURITY,
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': `${policyOf(whole)}; frame-ancestors 'none'`,
    },
  })
}

const plain = (status: number, text: string): Response =>
  new Response(text, {
    status,
    headers: { ...SECURITY, 'content-type': 'text/plain; charset=utf-8' },
  })
