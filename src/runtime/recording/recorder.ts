import { nodeCrypto } from '../../core/node.js'
import { wallClockNow } from '../../core/timers.js'
import type { Channel, Place } from '../../core/drive/channel.js'
import type { Listener } from '../../core/drive/listener.js'
import type { Account } from '../../core/engine/account.js'
import type { Event } from '../../core/engine/event.js'
import type { Message } from '../../core/engine/message.js'
import type { Environment } from '../../core/engine/setup.js'
import { MontyUsageError, type Usage } from '../../core/errors.js'
import type { JsonValue } from '../../core/values/json.js'
import type { Outcome } from '../../host/outcome.js'
import type { CompleteLimits } from '../../core/limits.js'
import type { ResolvedHost } from '../../monty/host/resolve.js'
import type { RunEvent } from '../observe/run-event.js'
import { portableValue, valueFrom } from '../portable/value.js'
import { questionOf, replyOf } from './exchange.js'
import { jsonLength } from './json-length.js'
import { RunNames } from './names.js'
import type { RecordedAnswer, RecordedReply, Recording } from './recording.js'
import { type Redact, redacted } from './redact.js'
import type { RecordedSettings } from './settings.js'

interface Pause {
  readonly asked: RecordedAnswer['asked']
  answer?: RecordedReply
  events: number
}

/**
 * The function that removes secrets from a recording, and whether the execution set it itself rather than its
 * runtime.
 */
export interface Redaction {
  readonly redact: Redact
  readonly isOwn: boolean
}

/** The part of a recording kept with a paused run, as JSON. */
interface KeptRecording {
  readonly code: string
  readonly inputs: JsonValue
  readonly settings: JsonValue
  readonly seed: JsonValue
  readonly clock: Environment['clock'] | null
  readonly names: ReadonlyArray<readonly [string, string]>
  readonly pauses: readonly Pause[]
  readonly events: readonly JsonValue[]
  /** Whether the recording exceeded its limit. */
  readonly isTooLong?: true
  /** Origin of the redaction function; absent without one. */
  readonly redactedBy?: 'execution' | 'runtime'
}

/** Limits of a recorder. */
export interface RecordingBounds {
  /** Approximate maximum size of the recording as JSON, in bytes. */
  readonly maxBytes: number
}

/** Records the inputs, answers and events of a run. */
export class Recorder {
  readonly #maxBytes: number
  /** Approximate size so far, in bytes. */
  #size = 0
  #isTooLong = false
  readonly #redaction: Redaction | undefined
  /** Origin of the redaction function before the run was paused. */
  readonly #redactedBy: KeptRecording['redactedBy']
  readonly #names: RunNames
  readonly #events: JsonValue[] = []
  readonly #pauses: Pause[] = []
  #settings: RecordedSettings
  #code = ''
  #bytes = Buffer.alloc(0)
  #inputs: JsonValue = {}
  #environment: Pick<Environment, 'seed' | 'clock'> | undefined
  #isUnrun = false

  /**
   * `settings` are the settings of the run besides its seed and its clock; `kept` is the part kept with a paused
   * run that is resumed.
   */
  constructor(
    settings: RecordedSettings,
    redaction: Redaction | undefined,
    { maxBytes }: RecordingBounds,
    kept?: KeptRecording,
    keptBytes = 0,
  ) {
    this.#maxBytes = maxBytes
    this.#size = keptBytes
    this.#settings = kept === undefined ? settings : (valueFrom(kept.settings) as RecordedSettings)
    this.#redaction = redaction
    this.#names = new RunNames(kept?.names)
    this.#redactedBy = kept?.redactedBy
    if (kept === undefined) return
    this.#code = kept.code
    this.#bytes = Buffer.from(kept.code)
    this.#inputs = kept.inputs
    this.#events.push(...kept.events)
    this.#pauses.push(...kept.pauses)
    this.#isTooLong = kept.isTooLong === true
    if (kept.clock === null) return
    this.#environment = { seed: valueFrom(kept.seed) as Environment['seed'], clock: kept.clock }
  }

  /** Continues the recording of a resumed run, from the text of {@link kept}. */
  static restore(
    text: string,
    settings: RecordedSettings,
    redaction: Redaction | undefined,
    bounds: RecordingBounds,
  ): Recorder {
    const kept = JSON.parse(text) as KeptRecording
    return new Recorder(settings, redaction, bounds, kept, text.length)
  }

  /** The recording so far, as text for the record of a paused run. */
  get kept(): string {
    const { seed, clock = null } = this.#environment ?? {}
    const redactedBy = this.#redactedBy ?? redactorOf(this.#redaction)
    const kept: KeptRecording = {
      code: this.#code,
      inputs: this.#inputs,
      settings: portableValue(this.#settings),
      seed: portableValue(seed),
      clock,
      names: this.#names.entries,
      pauses: this.#pauses,
      events: this.#events,
      ...(redactedBy === undefined ? {} : { redactedBy }),
      ...(this.#isTooLong ? { isTooLong: true } : {}),
    }
    return JSON.stringify(kept)
  }

  begin(code: string, inputs: Record<string, unknown> | undefined, limits: CompleteLimits): void {
    this.#code = code
    this.#bytes = Buffer.from(code)
    // Serialize the inputs before the program can change them.
    this.#inputs = portableValue({ ...inputs }, this.#names)
    this.#count(this.#inputs)
    this.#settings = { ...this.#settings, limits }
  }

  /** Marks the program as not run, because a decision gave its outcome or denied it. */
  skip(): void {
    this.#isUnrun = true
  }

  /** Makes the host deterministic: seed and clock come from the host, where they are recorded, or are fixed. */
  hostOf(host: ResolvedHost): ResolvedHost {
    const { clock, seed = nodeCrypto().randomBytes(16).toString('hex') } = host.environment
    // A resumed run has both in its state.
    const chosen = (this.#environment ??= { seed, clock: clock === 'system' ? 'host' : clock })
    const environment: Environment = { ...host.environment, ...chosen }
    return { ...host, environment, now: host.now ?? (() => new Date(wallClockNow())) }
  }

  /** A channel whose messages are recorded. */
  tap(channel: Channel): Channel {
    return new TappedChannel(channel, this)
  }

  readonly onEvent = (event: RunEvent): void => {
    if (this.#isTooLong) return
    const json = portableValue(withoutToken(event), this.#names)
    this.#events.push(json)
    this.#count(json)
  }

  /** Counts recorded data. Past the limit, everything is dropped: a part cannot be replayed. */
  #count(written: JsonValue | Pause['asked'] | RecordedReply): void {
    this.#size += jsonLength(written as JsonValue, this.#maxBytes - this.#size)
    if (this.#size <= this.#maxBytes) return
    this.#isTooLong = true
    this.#events.length = 0
    this.#pauses.length = 0
    this.#inputs = {}
  }

  asked(event: Event): void {
    if (this.#isTooLong) return
    switch (event.kind) {
      case 'function':
      case 'os':
      case 'name':
      case 'futures': {
        const asked = questionOf(event, this.#names, this.#bytes)
        this.#pauses.push({ asked, events: this.#events.length })
        this.#count(asked)
        return
      }
      default:
    }
  }

  answered(message: Message): void {
    const pause = this.#pauses.at(-1)
    const answer = pause && replyOf(message, this.#names)
    if (pause === undefined || answer === undefined) return
    pause.answer = answer
    pause.events = this.#events.length
    this.#count(answer)
  }

  #eventsBeforeEnd(): number {
    const isEnd = (event: JsonValue): boolean => ENDS.has((event as { type?: unknown }).type)
    return this.#events.findLastIndex((event) => !isEnd(event)) + 1
  }

  /**
   * The complete recording.
   *
   * @throws MontyUsageError when it exceeded its limit, or its redaction function is missing in this process
   */
  recording(runId: string, outcome: Outcome): Recording {
    if (this.#isTooLong) {
      throw new MontyUsageError(
        `the recording would be longer than budgets.recordingBytes, ${this.#maxBytes} bytes: ` +
          'what was recorded was let go',
      )
    }
    const redact = this.#redactor()
    const { clock, seed } = this.#environment ?? {}
    const open = this.#pauses.at(-1)
    // Include the events emitted before the run was suspended, or ended there.
    if (open !== undefined && open.answer === undefined) open.events = this.#eventsBeforeEnd()
    const recording: Recording = {
      format: 'monty-node recording',
      version: 1,
      runId,
      code: this.#code,
      inputs: this.#inputs as Record<string, JsonValue>,
      seed: portableValue(seed ?? null),
      clock: typeof clock === 'number' ? clock : 'recorded',
      settings: portableValue(this.#settings),
      answers: this.#pauses,
      events: this.#events,
      outcome: portableValue(tokenless(outcome), this.#names),
      ...(this.#isUnrun ? { isUnrun: true } : {}),
    }
    return redact === undefined ? recording : redacted(recording, redact)
  }

  #redactor(): Redact | undefined {
    const redaction = this.#redaction
    const before = this.#redactedBy
    if (
      before === undefined ||
      (redaction !== undefined && (redaction.isOwn || before === 'runtime'))
    ) {
      return redaction?.redact
    }
    throw new MontyUsageError(
      'the run was recorded with a redact function, which is needed again: resume it with { record: { redact } }',
    )
  }
}

function redactorOf(redaction: Redaction | undefined): KeptRecording['redactedBy'] {
  if (redaction === undefined) return undefined
  return redaction.isOwn ? 'execution' : 'runtime'
}

/** Events that only report the end of a run. */
const ENDS: ReadonlySet<unknown> = new Set(['paused', 'done'])

/** Removes the token, which is a credential, as recordings are for other readers. */
function withoutToken(event: RunEvent): RunEvent {
  if (event.type === 'paused') return { ...event, token: '' }
  return event.type === 'done' ? { ...event, outcome: tokenless(event.outcome) } : event
}

const tokenless = (outcome: Outcome): Outcome =>
  outcome.status === 'paused' ? { ...outcome, token: '' } : outcome

class TappedChannel implements Channel {
  readonly #channel: Channel
  readonly #recorder: Recorder

  constructor(channel: Channel, recorder: Recorder) {
    this.#channel = channel
    this.#recorder = recorder
  }

  set listener(listener: Listener) {
    this.#channel.listener = {
      onEvent: (event) => {
        this.#note(event)
        listener.onEvent(event)
      },
      onFailure: (error) => listener.onFailure(error),
    }
  }

  get usage(): Usage {
    return this.#channel.usage
  }

  get account(): Account {
    return this.#channel.account
  }

  fail(error: unknown): void {
    this.#channel.fail(error)
  }

  send(message: Message): Event | undefined {
    this.account.timed(() => this.#recorder.answered(message))
    const event = this.#channel.send(message)
    if (event !== undefined) this.#note(event)
    return event
  }

  /** Recording counts toward the run's time. */
  #note(event: Event): void {
    this.account.timed(() => this.#recorder.asked(event))
  }

  stop(): Place {
    return this.#channel.stop()
  }

  release(): void {
    this.#channel.release()
  }
}
