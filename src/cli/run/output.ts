import type { CallRecord, FailedOutcome, Outcome } from '../../index.js'
import { colorsFor } from '../terminal/colors.js'
import { OpenLine } from '../terminal/open-line.js'
import { printedText } from '../terminal/plain-text.js'
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

/** Writes the output and the result of a run to the streams of this process. */
export class RunOutput {
  readonly #settings: Settings
  readonly #progress: Progress
  readonly #printed = { stdout: '', stderr: '' }
  readonly #line = new OpenLine()

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
    const { name, code, calls } = this.#settings
    const colors = colorsFor(process.stderr)
    if (outcome.status !== 'cancelled') {
      this.#write('stderr', failureText(outcome, this.#hintOf(outcome), name, colors))
      return
    }
    // While Python waits for a call, no line is running.
    const { error } = outcome
    const running = error.traceback().length > 0 ? renamed(error.display(), name) : ''
    const where = running.slice(0, running.lastIndexOf('\n') + 1) || calls.traceback(code, name)
    this.#write('stderr', `${printedText(where)}${colors.red('KeyboardInterrupt')}\n`)
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
    this.#line.endBefore(stream)
    this.#put(stream, text)
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
