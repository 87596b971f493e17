import { answer, future, notFound, type Outcome, settle } from '../../core/drive/answers.js'
import { Thrown } from '../../core/drive/thrown.js'
import type { Stopped } from '../../core/drive/sync-drive.js'
import {
  type CallEvent,
  type FuturesEvent,
  type NameEvent,
  type PauseEvent,
  positionOf,
} from '../../core/engine/event.js'
import type { Message } from '../../core/engine/message.js'
import type { Usage } from '../../core/errors.js'
import { type CallRecord, NO_USAGE } from '../../host/outcome.js'
import type { EventLog } from '../observe/events.js'
import type { UntimedEvent, RunEvent } from '../observe/run-event.js'
import { valueFrom } from '../portable/value.js'
import {
  callDivergence,
  type Divergence,
  outputDivergence,
  printedText,
  sameQuestion,
} from './divergence.js'
import { messageFrom, questionOf } from './exchange.js'
import { RunNames } from './names.js'
import type { RecordedAnswer, RecordedQuestion, Recording } from './recording.js'
import { Stock, type Supply } from './stock.js'

const STREAMS = ['stdout', 'stderr'] as const

/** A call in progress for which Python has a future. */
interface Promised {
  readonly call: CallEvent
  readonly supply: Supply
}

/**
 * Answers a run from a recording. As long as the run matches the recording, it receives the recorded answers in
 * the same order, and the recorded events are emitted. After the first divergence, calls receive the answers of
 * equal recorded calls, and events are emitted as they happen.
 */
export class Playback {
  readonly names = new RunNames()
  readonly thrown = new Thrown()
  /** The calls made after the first divergence. */
  readonly calls: CallRecord[] = []
  divergence: Divergence | undefined
  /** The request for which the recording has no answer. */
  unanswered: RecordedQuestion | undefined
  /** Whether the replay reached the point where the recorded run was ended from outside. */
  isAtItsEnd = false
  readonly #recording: Recording
  readonly #code: Buffer
  readonly #log: EventLog
  readonly #stock: Stock
  /** Whether the recorded run was ended from outside, so that the program did not determine its end. */
  readonly #endsOutside: boolean
  readonly #printed = { stdout: '', stderr: '' }
  /** Present call ids, by recorded ones. */
  readonly #callIds = new Map<number, number>()
  readonly #promised = new Map<number, Promised>()
  /** Usage of the run so far. */
  #usage: Usage = NO_USAGE
  #next = 0
  #emitted = 0

  constructor(recording: Recording, code: string, log: EventLog, endsOutside: boolean) {
    this.#recording = recording
    this.#code = Buffer.from(code)
    this.#log = log
    this.#stock = new Stock(recording, this.names)
    this.#endsOutside = endsOutside
    // Names objects in the same order as the recorder did.
    for (const input of Object.values(recording.inputs)) valueFrom(input, this.names)
  }

  /** The functions that the recorded run called. */
  get functions(): string[] {
    return this.#stock.functions
  }

  /** Number of answers that the run has received. */
  get position(): number {
    return this.#next
  }

  get stdout(): string {
    return this.#printed.stdout
  }

  print(stream: 'stdout' | 'stderr', text: string): void {
    this.#printed[stream] += text
    if (this.divergence !== undefined)
      this.#emit({ type: 'stdout', runId: this.#runId, stream, text })
  }

  get #runId(): string {
    return this.#recording.runId
  }

  #emit(event: UntimedEvent): void {
    this.#log.push(event)
  }

  /** The answer to a pause; `undefined` at the run's end, or where there is none. */
  answer(event: Stopped, usage: Usage): Message | undefined {
    this.#usage = usage
    if (!isPause(event)) return undefined
    const asked = questionOf(event, this.names, this.#code)
    if (this.divergence === undefined) {
      const step = this.#recording.answers[this.#next]
      this.divergence = this.#compare(step, asked)
      if (this.divergence === undefined && step !== undefined) return this.#follow(step, event)
      this.#emitMissedOutput()
    }
    return this.#improvise(event, asked)
  }

  #compare(step: RecordedAnswer | undefined, asked: RecordedQuestion): Divergence | undefined {
    return (
      this.#compareOutput(step?.events) ??
      (step !== undefined && sameQuestion(step.asked, asked)
        ? undefined
        : callDivergence(this.#next, step?.asked, asked))
    )
  }

  /** Compares printed output with the output recorded in the first `events` events. */
  #compareOutput(events: number | undefined): Divergence | undefined {
    for (const stream of STREAMS) {
      const recorded = printedText(this.#recording.events, stream, events)
      const actual = this.#printed[stream]
      if (recorded !== actual) return outputDivergence(this.#next, recorded, actual)
    }
    return undefined
  }

  #follow(step: RecordedAnswer, event: PauseEvent): Message | undefined {
    const index = this.#next++
    this.#emitRecorded(step.events)
    const { answer: reply } = step
    const isLast = this.#next === this.#recording.answers.length
    if (reply === undefined || (isLast && this.#endsOutside)) {
      this.isAtItsEnd = true
      return undefined
    }
    if (step.asked.kind === 'function' || step.asked.kind === 'os') {
      const call = event as CallEvent
      this.#callIds.set(step.asked.callId, call.callId)
      const supply = this.#stock.take(index)
      if (reply.kind === 'later' && supply !== undefined) {
        this.#promised.set(call.callId, { call, supply })
      }
    }
    const idOf = (recorded: number): number => this.#callIds.get(recorded) ?? recorded
    if (reply.kind === 'ended') {
      for (const { callId } of reply.calls) this.#promised.delete(idOf(callId))
    }
    return messageFrom(reply, event, this.names, this.thrown.remember, idOf)
  }

  /** Emits recorded events before index `upTo`, without the first `start` event, which was emitted already. */
  #emitRecorded(upTo: number): void {
    for (; this.#emitted < upTo; this.#emitted++) {
      const event = valueFrom(this.#recording.events[this.#emitted]!, this.names) as RunEvent
      if (event.type !== 'start' || this.#emitted > 0) this.#emit(event)
    }
  }

  /** Emits output that was printed before the divergence and not emitted yet. */
  #emitMissedOutput(): void {
    for (const stream of STREAMS) {
      const emitted = printedText(this.#recording.events, stream, this.#emitted).length
      const text = this.#printed[stream].slice(emitted)
      if (text !== '') this.#emit({ type: 'stdout', runId: this.#runId, stream, text })
    }
  }

  /** Ends the replay of a run that ended by itself; `outcomeOf` compares its outcome with the recorded one. */
  finish(outcomeOf: (index: number) => Divergence | undefined): void {
    if (this.divergence !== undefined) return
    const rest = this.#recording.answers[this.#next]
    if (!this.isAtItsEnd) {
      this.divergence =
        this.#compareOutput(rest?.events) ??
        (rest === undefined ? undefined : callDivergence(this.#next, rest.asked, undefined)) ??
        outcomeOf(this.#next)
    }
    if (this.divergence === undefined) this.#emitRecorded(this.#recording.events.length)
    else this.#emitMissedOutput()
  }

  /** Answers a request by its content, regardless of its position. */
  #improvise(event: PauseEvent, asked: RecordedQuestion): Message | undefined {
    switch (asked.kind) {
      case 'function':
      case 'os':
        return this.#answerCall(event as CallEvent, asked)
      case 'name': {
        const found = this.#stock.lookup(asked)
        if (found === undefined) return notFound
        return answer((event as NameEvent).name, found, false, this.thrown.remember)
      }
      case 'futures':
        return this.#settleNext(event as FuturesEvent, asked)
    }
  }

  #answerCall(
    event: CallEvent,
    asked: Extract<RecordedQuestion, { callId: number }>,
  ): Message | undefined {
    const supply = this.#stock.find(asked)
    if (event.kind === 'function') this.#begin(event)
    if (supply === undefined) return this.#giveUp(asked)
    if (supply.isAwaited && !event.eager) {
      this.#promised.set(event.callId, { call: event, supply })
      return future
    }
    if (supply.outcome === undefined) return this.#giveUp(asked)
    this.#end(event, supply.outcome)
    return answer(event.name, supply.outcome, event.eager, this.thrown.remember)
  }

  /** Settles one of the awaited calls, in the recorded order. */
  #settleNext({ callIds }: FuturesEvent, asked: RecordedQuestion): Message | undefined {
    const awaited = callIds
      .flatMap((callId) => this.#promised.get(callId) ?? [])
      .toSorted((a, b) => a.supply.order - b.supply.order)
    const first = awaited[0]
    if (first?.supply.outcome === undefined) return this.#giveUp(asked)
    const { call, supply } = first
    const { callId, name } = call
    this.#promised.delete(callId)
    this.#end(call, supply.outcome!)
    return settle([{ callId, name, outcome: supply.outcome! }], this.thrown.remember)
  }

  #giveUp(asked: RecordedQuestion): undefined {
    this.unanswered = asked
    return undefined
  }

  #begin(call: CallEvent): void {
    const { callId, name, args, kwargs = {} } = call
    const usage = this.#usage
    this.calls.push({ callId, name, args, kwargs, status: 'running', durationMs: 0 })
    const position = positionOf(call)
    this.#emit({ type: 'call', runId: this.#runId, callId, name, args, kwargs, position, usage })
  }

  #end({ kind, callId, name }: CallEvent, outcome: Outcome): void {
    if (kind !== 'function') return
    const record = this.calls.find((call) => call.callId === callId)
    if (record !== undefined) record.status = 'value' in outcome ? 'ok' : 'error'
    const about = { runId: this.#runId, callId, name, durationMs: 0 }
    if ('value' in outcome) this.#emit({ type: 'result', ...about, value: outcome.value })
    else this.#emit({ type: 'error', ...about, error: outcome.error })
  }
}

const PAUSES: ReadonlySet<string> = new Set(['function', 'os', 'name', 'futures'])

const isPause = (event: Stopped): event is PauseEvent => PAUSES.has(event.kind)
