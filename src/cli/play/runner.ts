import {
  Monty,
  MontyRuntime,
  MontySyntaxError,
  MontyTypingError,
  type ResourceLimits,
  type RunEvent,
  stubs,
} from '../../index.js'
import { runReport } from '../../pages/report.js'
import type { Finding, PlayEvent } from '../../play/play-event.js'
import { messageOf } from '../cli-error.js'
import { failureText } from '../run/failure-text.js'
import { jsonOf, valueText } from '../run/value-text.js'
import { colorsFor } from '../terminal/colors.js'
import type { LoadedTools } from '../tools/load.js'

const NO_COLORS = colorsFor({ isTTY: false })

/** Checks and runs programs of the playground, in a server or in the page. */
export class PlaygroundRunner {
  readonly #loaded: LoadedTools
  readonly #stubs: string
  /** Stores a report and returns its address. */
  readonly #keep: (report: string) => string

  constructor(loaded: LoadedTools, keep: (report: string) => string) {
    this.#loaded = loaded
    this.#stubs = stubs(loaded.tools)
    this.#keep = keep
  }

  /** Prepares what the first run would have to wait for: a worker, and the type checker. */
  async warmUp(): Promise<void> {
    const running = new Monty('1').runAsync({ isolation: 'process' })
    await Promise.allSettled([running, this.check('1')])
  }

  async check(code: string): Promise<Finding[]> {
    const { modules } = this.#loaded
    try {
      const options = { typeStubs: this.#stubs, modules, typeCheck: true } as const
      await Monty.create(code, { ...options, isolation: 'process' })
      return []
    } catch (error) {
      if (error instanceof MontyTypingError) return [...error.diagnostics]
      if (!(error instanceof MontySyntaxError)) throw error
      const [frame] = error.traceback().slice(-1)
      const place = frame ?? { line: 1, column: 1, endLine: 1, endColumn: 1 }
      return [{ ...place, severity: 'error', message: error.display('type-msg') }]
    }
  }

  /** Runs a program, and sends messages about it; `done` is the last one. */
  async run(
    code: string,
    limits: ResourceLimits,
    signal: AbortSignal,
    send: (event: PlayEvent) => void,
  ): Promise<void> {
    try {
      await this.#drive(code, limits, signal, send)
    } catch (error) {
      send({ type: 'done', status: 'error', text: messageOf(error), report: 'about:blank' })
    }
  }

  async #drive(
    code: string,
    limits: ResourceLimits,
    signal: AbortSignal,
    send: (event: PlayEvent) => void,
  ): Promise<void> {
    const events: RunEvent[] = []
    const onEvent = (event: RunEvent): void => {
      events.push(event)
      sendEvent(event, send)
    }
    const runtime = new MontyRuntime({
      ...this.#loaded,
      limits,
      extensions: [{ name: 'playground', onEvent }],
    })
    try {
      const outcome = await runtime.execute(code, { signal }).outcome
      const shown =
        outcome.status === 'ok'
          ? (valueText(outcome.value) ?? '')
          : outcome.status === 'paused'
            ? 'It waits for an approval, which the playground does not give.'
            : failureText(outcome, outcome.hint, 'main.py', NO_COLORS)
      send({
        type: 'done',
        status: outcome.status,
        text: shown,
        report: this.#keep(runReport(events)),
      })
    } finally {
      await runtime.close()
    }
  }
}

/** Formats a call briefly. */
function calledText({ name, args, kwargs }: Extract<RunEvent, { readonly type: 'call' }>): string {
  const given = [
    ...args.map((value) => shortly(value)),
    ...Object.entries(kwargs).map(([keyword, value]) => `${keyword}=${shortly(value)}`),
  ]
  return `${name}(${given.join(', ')})`
}

function shortly(value: unknown): string {
  const text = JSON.stringify(jsonOf(value))
  return text.length > 60 ? `${text.slice(0, 60)}…` : text
}

function sendEvent(event: RunEvent, send: (event: PlayEvent) => void): void {
  if (event.type === 'stdout') send({ type: 'printed', stream: event.stream, text: event.text })
  if (event.type === 'call')
    send({ type: 'call', id: event.callId, text: `→ ${calledText(event)}` })
  if (event.type === 'result' || event.type === 'error') {
    const isGood = event.type === 'result'
    const came = isGood ? (valueText(event.value) ?? 'None').slice(0, 200) : messageOf(event.error)
    send({
      type: 'ended',
      id: event.callId,
      isGood,
      text: `← ${event.name} ${event.durationMs.toFixed(0)} ms: ${came}`,
    })
  }
}
