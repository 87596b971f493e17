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

/** What takes secrets out of a recording, and who said so: an execution for itself, or its runtime. */
export interface Redaction {
  readonly redact: Redact
  readonly isOwn: boolean
}

/** What is kept of a recording with a paused run, as JSON. */
interface KeptRecording {
  readonly code: string
  readonly inputs: JsonValue
  readonly settings: JsonValue
  readonly seed: JsonValue
  readonly clock: Environment['clock'] | null
  readonly names: ReadonlyArray<readonly [string, string]>
  readonly pauses: readonly Pause[]
  readonly events: readonly JsonValue[]
  /** Whether it became too long. */
  readonly isTooLong?: true
  /** Whose function is to take secrets out of it; not there when nobody's is. */
  readonly redactedBy?: 'execution' | 'runtime'
}

/** How much a recorder keeps. */
export interface RecordingBounds {
  /** The bytes of the recording as JSON, or about so many. */
  readonly maxBytes: number
}

/** Keeps what a run is given and what it does. */
export class Recorder {
  readonly #maxBytes: number
  /** About how many bytes are kept. */
  #size = 0
  #isTooLong = false
  readonly #redaction: Redaction | undefined
  /** Who had said before the run was paused that secrets are to be taken out. */
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
   * `settings` is under what the run runs, besides its chance and its clock; `kept` is what was kept with a
   * paused run that goes on.
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

  /** Goes on recording a run with which {@link kept} was kept. */
  static restore(
    text: string,
    settings: RecordedSettings,
    redaction: Redaction | undefined,
    bounds: RecordingBounds,
  ): Recorder {
    const kept = JSON.parse(text) as KeptRecording
    return new Recorder(settings, redaction, bounds, kept, text.length)
  }

  /** All that is needed to go on with it elsewhere, for whoever keeps the run. */
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
    // Before anything can change them.
    this.#inputs = portableValue({ ...inputs }, this.#names)
    this.#count(this.#inputs)
    this.#settings = { ...this.#settings, limits }
  }

  /** Somebody said what the program comes to, or that it is not run. */
  skip(): void {
    this.#isUnrun = true
  }

  /** The host with nothing left to chance: what the system would give is given by the host, or known. */
  hostOf(host: ResolvedHost): ResolvedHost {
    const { clock, seed = nodeCrypto().randomBytes(16).toString('hex') } = host.environment
    // Of a run that goes on, both are in its state.
    const chosen = (this.#environment ??= { seed, clock: clock === 'system' ? 'host' : clock })
    const environment: Environment = { ...host.environment, ...chosen }
    return { ...host, environment, now: host.now ?? (() => new Date(wallClockNow())) }
  }

  /** A channel on which everything that is said is written down. */
  tap(channel: Channel): Channel {
    return new TappedChannel(channel, this)
  }

  readonly onEvent = (event: RunEvent): void => {
    if (this.#isTooLong) return
    const told = portableValue(withoutToken(event), this.#names)
    this.#events.push(told)
    this.#count(told)
  }

  /** Counts what was written down. When it is too much, all of it is let go: a part cannot be replayed. */
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
   * The whole of it.
   *
   * @throws MontyUsageError when it became too long, or secrets were to be taken out of it, and nothing here does that
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
    // What was told before it came to rest, or was ended there.
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

/** Events that only tell how it ended. */
const ENDS: ReadonlySet<unknown> = new Set(['paused', 'done'])

/** Whoever has a token can resume the run: a recording is for other eyes. */
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

  /** Writing down is work for the run, and takes of its time. */
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
