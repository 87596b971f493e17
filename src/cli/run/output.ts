import type { CallRecord, Outcome } from '../../index.js'
import { colorsFor } from '../terminal/colors.js'
import { printedText } from '../terminal/plain-text.js'
import { Progress } from '../terminal/progress.js'
import { failureText, renamed } from './failure-text.js'
import type { OpenCalls } from './open-calls.js'
import { jsonOf, valueText } from './value-text.js'

interface Settings {
  readonly name: string
  readonly code: string
  readonly isJson: boolean
  readonly calls: OpenCalls
}

/** What a run writes to the two streams of this process. */
export class RunOutput {
  readonly #settings: Settings
  readonly #progress: Progress
  readonly #printed = { stdout: '', stderr: '' }

  constructor(settings: Settings) {
    this.#settings = settings
    this.#progress = new Progress(() => settings.calls.summary())
  }

  /** What Python prints. */
  readonly print = (stream: 'stdout' | 'stderr', text: string): void => {
    if (this.#settings.isJson) this.#printed[stream] += text
    else this.#write(stream, text)
  }

  /** Makes room for questions. */
  pause(): void {
    this.#progress.pause()
  }

  /** The run goes on. */
  goOn(): void {
    this.#progress.goOn()
  }

  /** Tells how the run ended; `more` is what else its JSON has. */
  end(outcome: Outcome, more: object = {}): void {
    this.#progress.stop()
    if (this.#settings.isJson) {
      process.stdout.write(`${JSON.stringify({ ...more, ...this.#jsonOf(outcome) })}\n`)
    } else if (outcome.status === 'ok') this.#value(outcome.value)
    else if (outcome.status !== 'paused') this.#failure(outcome)
  }

  /** Says something about the run that is none of its output. */
  note(text: string): void {
    this.#write('stderr', text)
  }

  /** Nothing more will be written. */
  close(): void {
    this.#progress.stop()
  }

  #value(value: unknown): void {
    const text = valueText(value)
    if (text !== undefined) this.#write('stdout', text.endsWith('\n') ? text : `${text}\n`)
  }

  #failure(outcome: Exclude<Outcome, { readonly status: 'ok' | 'paused' }>): void {
    const { name, code, calls } = this.#settings
    const colors = colorsFor(process.stderr)
    if (outcome.status !== 'cancelled') {
      this.#write('stderr', failureText(outcome, name, colors))
      return
    }
    const where = printedText(calls.traceback(code, name))
    this.#write('stderr', `${where}${colors.red('KeyboardInterrupt')}\n`)
  }

  #jsonOf(outcome: Outcome): object {
    const { status, calls, usage } = outcome
    return {
      status,
      ...(status === 'ok' ? { value: jsonOf(outcome.value) } : {}),
      ...('error' in outcome ? { error: this.#errorOf(outcome) } : {}),
      ...('hint' in outcome ? { hint: outcome.hint } : {}),
      stdout: this.#printed.stdout,
      stderr: this.#printed.stderr,
      calls: calls.map(callJson),
      usage,
    }
  }

  #errorOf({ error }: Extract<Outcome, { readonly error: unknown }>): object {
    const { code, exception } = error
    const { typeName, message } = exception
    return {
      code,
      type: typeName,
      message: renamed(message, this.#settings.name),
      traceback: renamed(error.display(), this.#settings.name),
    }
  }

  #write(stream: 'stdout' | 'stderr', text: string): void {
    this.#progress.hide()
    const target = process[stream]
    target.write(target.isTTY ? printedText(text) : text)
  }
}

function callJson({ callId, name, args, kwargs, status, durationMs }: CallRecord): object {
  const [shownArgs, shownKwargs] = [jsonOf(args), jsonOf(kwargs)]
  return { callId, name, args: shownArgs, kwargs: shownKwargs, status, durationMs }
}
