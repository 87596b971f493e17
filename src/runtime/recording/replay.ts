import { monotonicNow } from '../../core/timers.js'
import { advanceAsync } from '../../core/drive/advance-async.js'
import type { Cancellation } from '../../core/drive/cancellation.js'
import { resolveCancellation } from '../../core/drive/cancellation.js'
import { notAwaited } from '../../core/drive/not-awaited.js'
import type { EndEvent } from '../../core/engine/event.js'
import { failureOf } from '../../core/engine/failure.js'
import { startMessage } from '../../core/engine/inputs.js'
import type { Language } from '../../core/engine/source.js'
import { MontyError, MontyUsageError, type Usage } from '../../core/errors.js'
import { montyErrorOf } from '../../core/failures.js'
import type { CompleteLimits } from '../../core/limits.js'
import { checkNames, namesOf } from '../../core/option-checks.js'
import { failureStatus } from '../../hints/failure.js'
import { hintFor } from '../../hints/hint.js'
import { NO_USAGE, type Outcome } from '../../host/outcome.js'
import { hostOf, type ResolvedHost } from '../../monty/host/resolve.js'
import { backendOf, type Isolation } from '../../monty/isolation.js'
import { resolveSource } from '../../monty/source.js'
import { BARE_HOST } from '../../core/drive/host.js'
import { EventLog } from '../observe/events.js'
import type { RunEvent } from '../observe/run-event.js'
import { RecordBudget } from '../observe/records.js'
import { portableValue, valueFrom } from '../portable/value.js'
import { Execution } from '../run/execution.js'
import { Stopper } from '../run/stopper.js'
import { OutputBudget } from '../text.js'
import { described, type Divergence, outcomeDivergence } from './divergence.js'
import { Playback } from './playback.js'
import { readRecording, type Recording } from './recording.js'
import type { RecordedSettings } from './settings.js'
import { checkWhole } from './whole.js'

/** Options of {@link replay}. */
export interface ReplayOptions {
  /** Another program, which receives the recorded answers. Default: the recorded program. */
  code?: string
  /** Isolation of the Python. Default `'none'`: in this process. */
  isolation?: Isolation
  /** Aborts the replay. */
  signal?: AbortSignal
}

const KNOWN = namesOf<ReplayOptions>({ code: true, isolation: true, signal: true })

/**
 * A replay in progress. Its events and its outcome are those of the recorded run, as long as it matches the
 * recording.
 */
export class Replay extends Execution {
  /** The first divergence from the recording; `undefined` without one. Never rejects. */
  readonly divergence: Promise<Divergence | undefined>

  /** @internal */
  constructor(
    runId: string,
    log: EventLog,
    stopper: Stopper,
    played: Promise<{ outcome: Outcome; divergence: Divergence | undefined }>,
  ) {
    super(
      runId,
      log,
      stopper,
      played.then(({ outcome }) => outcome),
    )
    this.divergence = played.then(({ divergence }) => divergence)
  }
}

/**
 * Repeats a recorded run without tools: the program receives the recorded answers. With `code`, another program
 * does, and `divergence` is the first difference.
 *
 * Measurements (times, memory) are reported as recorded, and a run that was ended from outside (by a timeout, a
 * cancellation, a limit of time) is followed to its last answer.
 *
 * @param recording the value of `execution.recording`, as an object or as JSON text
 * @throws MontyUsageError for an invalid or incomplete recording, and for unknown options
 * @example
 * ```ts
 * const runtime = new MontyRuntime({ isolation: 'none' })
 * const recording = await runtime.execute('import random; random.random() < 1', { record: true }).recording
 * const replayed = replay(recording)
 * await replayed.divergence // undefined
 * await replayed.value() // true
 * ```
 */
export function replay(recording: Recording | string, options: ReplayOptions = {}): Replay {
  const read = readRecording(recording)
  checkWhole(read)
  checkNames(options, KNOWN, 'replay')
  const { signal } = resolveCancellation(options.signal === undefined ? {} : options)
  const log = new EventLog(new RecordBudget(Infinity))
  const stopper = new Stopper()
  if (signal?.aborted) stopper.abort(signal.reason)
  signal?.addEventListener('abort', () => stopper.abort(signal.reason), { once: true })
  const playing = new Player(read, options, log).play({
    signal: stopper.signal,
    timeoutMs: undefined,
    since: monotonicNow(),
  })
  return new Replay(read.runId, log, stopper, playing)
}

/** Whether the end of a run came from outside of the program. */
function endsOutside(outcome: Outcome): boolean {
  switch (outcome.status) {
    case 'paused':
    case 'timeout':
    case 'cancelled':
    case 'crashed':
      return true
    case 'limit':
      return (outcome.error as { limit?: string }).limit === 'duration'
    default:
      return false
  }
}

class Player {
  readonly #recording: Recording
  readonly #settings: RecordedSettings
  readonly #code: string
  readonly #isolation: Isolation
  readonly #log: EventLog
  readonly #recorded: Outcome
  readonly #playback: Playback
  #usage: Usage = NO_USAGE

  constructor(recording: Recording, options: ReplayOptions, log: EventLog) {
    const { code = recording.code, isolation = 'none' } = options
    this.#recording = recording
    this.#settings = valueFrom(recording.settings) as RecordedSettings
    this.#code = code
    this.#isolation = isolation
    this.#log = log
    this.#recorded = valueFrom(recording.outcome) as Outcome
    this.#playback = new Playback(recording, code, log, endsOutside(this.#recorded))
  }

  get #isSameCode(): boolean {
    return this.#code === this.#recording.code
  }

  async play(
    cancellation: Cancellation,
  ): Promise<{ outcome: Outcome; divergence: Divergence | undefined }> {
    const { runId } = this.#recording
    const playback = this.#playback
    this.#log.push({ ...this.#recordedStart(), type: 'start', runId, code: this.#code })
    const actual = await this.#outcome(cancellation)
    playback.finish((index) =>
      actual === undefined
        ? undefined
        : outcomeDivergence(
            index,
            this.#recording.outcome,
            portableValue(actual, playback.names),
            this.#isSameCode,
          ),
    )
    const { divergence } = playback
    const outcome = divergence === undefined || actual === undefined ? this.#recorded : actual
    if (divergence !== undefined) this.#log.push({ type: 'done', runId, outcome })
    this.#log.close()
    return { outcome, divergence }
  }

  /** The outcome of the program; `undefined` when it was followed to the point where it was ended from outside. */
  async #outcome(cancellation: Cancellation): Promise<Outcome | undefined> {
    try {
      const end = await this.#run(cancellation)
      if (end === undefined) return undefined
      if (end.kind !== 'complete') {
        throw failureOf(
          end,
          end.kind === 'raised' ? this.#playback.thrown.find(end.crossing) : undefined,
        )
      }
      const failure = notAwaited(end)
      if (failure !== undefined) throw failure
      this.#usage = end.usage
      return { status: 'ok', value: end.value, ...this.#outcomeCommon() }
    } catch (error) {
      return this.#failed(montyErrorOf(error))
    }
  }

  /** The recorded `start` event, for its time and its inputs. */
  #recordedStart(): Partial<RunEvent> {
    const [first] = this.#recording.events
    return first === undefined ? {} : (valueFrom(first) as RunEvent)
  }

  async #run(cancellation: Cancellation): Promise<EndEvent | undefined> {
    const { limits, typeCheck, stubs, modules, language, lastAssignment } = this.#settings
    const playback = this.#playback
    const inputs = valueFrom(this.#recording.inputs, playback.names) as Record<string, unknown>
    const source = resolveSource(this.#code, {
      inputs: Object.keys(inputs),
      typeCheck,
      lastAssignment,
      language,
      typeStubs: stubs,
      modules: Object.fromEntries(modules.map(({ module, source: text }) => [module, text])),
      limits: { maxCodeBytes: limits.maxCodeBytes },
    })
    const signal = cancellation.signal ?? new AbortController().signal
    if (this.#recording.isUnrun === true) {
      playback.isAtItsEnd = true
      return undefined
    }
    const prepared = await backendOf(this.#isolation).prepare(source, signal)
    if (endsOutside(this.#recorded) && this.#recording.answers.length === 0) {
      playback.isAtItsEnd = true
      return undefined
    }
    const host = this.#host(limits)
    const message = startMessage(prepared.source.inputs, inputs)
    const channel = prepared.open(host).channel(host.decode, false)
    const stopped = await advanceAsync(channel, message, host, cancellation, (event) =>
      playback.answer(event, channel.usage),
    )
    this.#usage = channel.usage
    if (!('filename' in stopped)) return stopped
    if (playback.unanswered === undefined) return undefined
    throw new MontyUsageError(`the recording has no answer to ${described(playback.unanswered)}`)
  }

  #host(limits: CompleteLimits): ResolvedHost {
    const { timeZone, cwd, dicts } = this.#settings
    const { seed, clock } = this.#recording
    const given = {
      limits,
      ...(timeZone === undefined ? {} : { timeZone }),
      ...(cwd === undefined ? {} : { cwd }),
      ...(dicts === undefined ? {} : { dicts }),
      ...(seed === null ? {} : { random: { seed: valueFrom(seed) as string } }),
      clock: clock === 'recorded' ? () => new Date(0) : new Date(clock),
    }
    const print = (stream: 'stdout' | 'stderr', text: string): void =>
      this.#playback.print(stream, text)
    return { ...hostOf(given, BARE_HOST.nest), print, flush: undefined }
  }

  #outcomeCommon(): Pick<Outcome, 'runId' | 'stdout' | 'calls' | 'artifacts' | 'usage'> {
    const stdout = new OutputBudget(this.#settings.stdoutBytes)
    stdout.add(this.#playback.stdout)
    return {
      runId: this.#recording.runId,
      stdout: stdout.toString(),
      calls: this.#playback.calls,
      // The recorded files; the user received them in the original run.
      artifacts: this.#recorded.artifacts,
      usage: this.#usage,
    }
  }

  #failed(error: MontyError): Outcome {
    const language: Language = this.#settings.language
    if (error.usage !== undefined) this.#usage = error.usage
    const hint = hintFor(error, {
      names: [...this.#playback.functions, ...Object.keys(this.#recording.inputs)],
      modules: this.#settings.modules.map(({ module }) => module),
      code: this.#code,
      language,
      declare: () => undefined,
    })
    const status = failureStatus(error, this.#code, language)
    return { status, error, ...(hint === undefined ? {} : { hint }), ...this.#outcomeCommon() }
  }
}
