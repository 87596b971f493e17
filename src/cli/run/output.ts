import type { CallRecord, FailedOutcome, Outcome } from '../../index.js'
import { colorsFor } from '../terminal/colors.js'
import { OpenLine } from '../terminal/open-line.js'
import { COLORS_OFF, plainText, printedText } from '../terminal/plain-text.js'
import { Progress } from '../terminal/progress.js'
import { adviceOn, type Given } from './advice.js'
import { failureText, renamed } from './failure-text.js'
import type { OpenCalls } from './open-calls.js'
import { jsonOf, valueText } from './value-text.js'

const MIB = 1_048_576

interface Settings {
  readonly name: string
  readonly code: string
  readonly isJson: boolean
  readonly calls: OpenCalls
  /** Mounts of the program, for advice; not set for recordings. */
  readonly given?: Given
  /** Maximum number of bytes of output that are retained. */
  readonly maxOutputBytes?: number
}

/** Exceptions in Python's words for runs that were ended from outside. */
const ENDED_BY: Partial<Record<FailedOutcome['status'], string>> = {
  cancelled: 'KeyboardInterrupt',
  timeout: 'TimeoutError',
}

/** Writes the output and the result of a run to the streams of this process. */
export class RunOutput {
  readonly #settings: Settings
  readonly #progress: Progress
  readonly #printed = { stdout: '', stderr: '' }
  readonly #line = new OpenLine()
  /** Whether the program has printed colors, which last until they are ended. */
  #isColored = false

  constructor(settings: Settings) {
    this.#settings = settings
    // Progress would overwrite an incomplete line of the program.
    this.#progress = new Progress(() =>
      this.#line.isOpenAt('stderr') ? undefined : settings.calls.summary(),
    )
  }

  /** Writes output of Python. */
  readonly print = (stream: 'stdout' | 'stderr', text: string): void => {
    if (this.#settings.isJson) {
      this.#printed[stream] += text
      return
    }
    this.#progress.hide()
    this.#isColored ||= text.includes('\u001B')
    this.#put(stream, text)
    this.#line.printed(stream, text)
  }

  /** Hides the progress for questions. */
  pause(): void {
    this.#progress.pause()
    this.#line.endBefore('stderr')
  }

  /** Resumes the progress. */
  resume(): void {
    this.#progress.resume()
  }

  /** Writes the result of the run; `more` is added to its JSON. */
  end(outcome: Outcome, more: object = {}): void {
    this.#progress.stop()
    if (this.#settings.isJson) {
      process.stdout.write(`${JSON.stringify({ ...more, ...this.#jsonOf(outcome) })}\n`)
    } else if (outcome.status === 'ok') this.#value(outcome.value)
    else if (outcome.status !== 'paused') this.#failure(outcome)
    this.#warnOfCut(outcome)
  }

  /** Warns of truncated output, which is easily overlooked in 10 MiB. */
  #warnOfCut({ usage: { outputBytes } }: Outcome): void {
    const { maxOutputBytes = Infinity } = this.#settings
    if (outputBytes <= maxOutputBytes) return
    const { yellow } = colorsFor(process.stderr)
    const [all, kept] = [outputBytes, maxOutputBytes].map((bytes) => (bytes / MIB).toFixed(1))
    this.note(
      `${yellow('warning:')} ${all} MiB were printed, and ${kept} of them kept: --max-output allows more\n`,
    )
  }

  /** Writes a remark about the run. */
  note(text: string): void {
    this.#write('stderr', text)
  }

  /** Stops the progress. */
  close(): void {
    this.#progress.stop()
  }

  #value(value: unknown): void {
    const text = valueText(value)
    if (text !== undefined) this.#write('stdout', text.endsWith('\n') ? text : `${text}\n`)
  }

  #failure(outcome: Exclude<Outcome, { readonly status: 'ok' | 'paused' }>): void {
    const colors = colorsFor(process.stderr)
    const text =
      outcome.status === 'cancelled'
        ? `${colors.red('KeyboardInterrupt')}\n`
        : failureText(outcome, this.#hintOf(outcome), this.#settings.name, colors)
    this.#write('stderr', `${plainText(this.#placeOf(outcome))}${text}`)
  }

  /** The traceback without its last line of a run that a user or a timeout ended; empty for other failures. */
  #placeOf({ status, error }: FailedOutcome): string {
    if (status !== 'cancelled' && status !== 'timeout') return ''
    const { name, code, calls } = this.#settings
    const shown = error.traceback().length === 0 ? '' : renamed(error.display(), name)
    const lines = shown.slice(0, shown.lastIndexOf('\n') + 1)
    return calls.isWaiting || lines === '' ? calls.traceback(code, name) : lines
  }

  #hintOf(outcome: FailedOutcome & Outcome): string | undefined {
    const { given } = this.#settings
    return given === undefined ? outcome.hint : adviceOn(outcome, given)
  }

  #jsonOf(outcome: Outcome): object {
    const { status, calls, usage } = outcome
    const hint = 'error' in outcome ? this.#hintOf(outcome) : undefined
    return {
      status,
      ...(status === 'ok' ? { value: jsonOf(outcome.value) } : {}),
      ...('error' in outcome ? { error: this.#errorOf(outcome) } : {}),
      ...(hint === undefined ? {} : { hint }),
      stdout: this.#printed.stdout,
      stderr: this.#printed.stderr,
      calls: calls.map(callJson),
      usage,
    }
  }

  #errorOf(outcome: FailedOutcome & Outcome): object {
    const { status, error } = outcome
    const message = renamed(error.exception.message, this.#settings.name)
    const type = ENDED_BY[status] ?? error.exception.typeName
    const last = status === 'timeout' ? `${type}: ${message}` : type
    const traceback =
      status in ENDED_BY
        ? `${this.#placeOf(outcome)}${last}`
        : renamed(error.display(), this.#settings.name)
    return { code: error.code, type, message, traceback }
  }

  #write(stream: 'stdout' | 'stderr', text: string): void {
    this.#progress.hide()
    this.#line.endBefore(stream)
    this.#put(stream, this.#isColored && process[stream].isTTY ? COLORS_OFF + text : text)
  }

  #put(stream: 'stdout' | 'stderr', text: string): void {
    const target = process[stream]
    target.write(target.isTTY ? printedText(text) : text)
  }
}

function callJson({ callId, name, args, kwargs, status, durationMs }: CallRecord): object {
  const [shownArgs, shownKwargs] = [jsonOf(args), jsonOf(kwargs)]
  return { callId, name, args: shownArgs, kwargs: shownKwargs, status, durationMs }
}
