import { nodeCrypto } from '../../core/node.js'
import { wallClockNow } from '../../core/timers.js'
import type { Channel } from '../../core/drive/channel.js'
import type { Listener } from '../../core/drive/listener.js'
import type { Account } from '../../core/engine/account.js'
import type { Event } from '../../core/engine/event.js'
import type { Message } from '../../core/engine/message.js'
import type { Environment } from '../../core/engine/setup.js'
import type { Usage } from '../../core/errors.js'
import type { JsonValue } from '../../core/values/json.js'
import type { Outcome } from '../../host/outcome.js'
import type { ResolvedHost } from '../../monty/host/resolve.js'
import type { RunEvent } from '../observe/run-event.js'
import { portableValue } from '../portable/value.js'
import { questionOf, replyOf } from './exchange.js'
import { RunNames } from './names.js'
import type { RecordedAnswer, RecordedReply, Recording } from './recording.js'
import { type Redact, redacted } from './redact.js'

interface Pause {
  readonly asked: RecordedAnswer['asked']
  answer?: RecordedReply
  events: number
}

/** Keeps what a run is given and what it does. */
export class Recorder {
  readonly #redact: Redact | undefined
  readonly #names = new RunNames()
  readonly #events: JsonValue[] = []
  readonly #pauses: Pause[] = []
  readonly #settings: JsonValue
  #code = ''
  #bytes = Buffer.alloc(0)
  #inputs: JsonValue = {}
  #environment: Environment | undefined

  /** `settings` is under what the run runs, besides its chance and its clock. */
  constructor(settings: JsonValue, redact: Redact | undefined) {
    this.#settings = settings
    this.#redact = redact
  }

  begin(code: string, inputs: Record<string, unknown> | undefined): void {
    this.#code = code
    this.#bytes = Buffer.from(code)
    // Before anything can change them.
    this.#inputs = portableValue({ ...inputs }, this.#names)
  }

  /** The host with nothing left to chance: what the system would give is given by the host, or known. */
  hostOf(host: ResolvedHost): ResolvedHost {
    const { clock, seed = nodeCrypto().randomBytes(16).toString('hex') } = host.environment
    const environment: Environment = {
      ...host.environment,
      seed,
      clock: clock === 'system' ? 'host' : clock,
    }
    this.#environment = environment
    return { ...host, environment, now: host.now ?? (() => new Date(wallClockNow())) }
  }

  /** A channel on which everything that is said is written down. */
  tap(channel: Channel): Channel {
    return new TappedChannel(channel, this)
  }

  readonly onEvent = (event: RunEvent): void => {
    this.#events.push(portableValue(withoutToken(event), this.#names))
  }

  asked(event: Event): void {
    switch (event.kind) {
      case 'function':
      case 'os':
      case 'name':
      case 'futures': {
        const asked = questionOf(event, this.#names, this.#bytes)
        this.#pauses.push({ asked, events: this.#events.length })
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
  }

  #eventsBeforeEnd(): number {
    const isEnd = (event: JsonValue): boolean => ENDS.has((event as { type?: unknown }).type)
    return this.#events.findLastIndex((event) => !isEnd(event)) + 1
  }

  /** The whole of it. */
  recording(runId: string, outcome: Outcome): Recording {
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
      settings: this.#settings,
      answers: this.#pauses,
      events: this.#events,
      outcome: portableValue(tokenless(outcome), this.#names),
    }
    return this.#redact === undefined ? recording : redacted(recording, this.#redact)
  }
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
        this.#recorder.asked(event)
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
    this.#recorder.answered(message)
    const event = this.#channel.send(message)
    if (event !== undefined) this.#recorder.asked(event)
    return event
  }

  stop(): void {
    this.#channel.stop()
  }

  release(): void {
    this.#channel.release()
  }
}
