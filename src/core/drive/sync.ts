import type { CallEvent, EndEvent, Event, FuturesEvent, PauseEvent, Printed } from '../engine/event.js'
import { failureOf } from '../engine/failure.js'
import { goOn, type LocalExecution, type Message } from '../engine/local.js'
import { MontyUsageError } from '../errors.js'
import { PyFunction } from '../values/index.js'
import { answer, future, notFound, type Outcome, settle, type Settled } from './answers.js'
import { callFunction, isThenable, Thrown, whenSettled } from './calls.js'
import { tellTime } from './clock.js'
import type { Host } from './host.js'
import { hostSleepSync, sleepOf } from './sleep.js'

/** A step that led to a pause or to an end. */
export type Stopped = PauseEvent | EndEvent

export function deliver(printed: readonly Printed[], host: Pick<Host, 'print'>): void {
  if (host.print === undefined) return
  for (const { stream, text } of printed) host.print(stream, text)
}

/** Sends a message and runs to the next pause or to the end, holding this thread. */
export function advance(execution: LocalExecution, message: Message, host: Host): Stopped {
  let event: Event = execution.step(message, host.decode, true)
  for (;;) {
    if (event.printed.length > 0) deliver(event.printed, host)
    if (event.kind !== 'yielded' && event.kind !== 'busy') return event
    event = execution.step(goOn, host.decode, true)
  }
}

/** Runs Python to its end, answering its calls on the way. */
export function driveSync(
  execution: LocalExecution,
  first: Message,
  host: Host,
): Extract<EndEvent, { kind: 'complete' }> {
  const thrown = new Thrown()
  const sleeps = new SleepQueue(host)
  let event = advance(execution, first, host)
  for (;;) {
    switch (event.kind) {
      case 'function':
        event = advance(execution, answerFunction(event, host, thrown), host)
        break
      case 'os':
        event = advance(execution, answerOs(event, host, thrown, sleeps), host)
        break
      case 'name':
        event = advance(execution, answerName(event, host), host)
        break
      case 'futures':
        event = advance(execution, sleeps.settleNext(event, thrown), host)
        break
      case 'complete':
        return event
      default:
        throw failureOf(event, event.kind === 'raised' ? thrown.find(event.exception) : undefined)
    }
  }
}

/** A name that Python does not know: one of the host's functions, or nothing. */
export function answerName(event: PauseEvent & { kind: 'name' }, host: Host): Message {
  if (event.receiver !== undefined || !host.functions.has(event.name)) return notFound
  return answer(event.name, { value: new PyFunction(event.name) }, false, () => {})
}

function answerFunction(event: CallEvent, host: Host, thrown: Thrown): Message {
  const call = event.receiver === undefined ? host.functions.get(event.name) : undefined
  if (call === undefined) return notFound
  let outcome: Outcome
  try {
    outcome = { value: callFunction(call, event) }
  } catch (error) {
    outcome = { error }
  }
  if ('value' in outcome && isThenable(outcome.value)) {
    whenSettled(outcome.value, () => {})
    throw new MontyUsageError(
      `${event.name}() returned a promise, which a synchronous run cannot wait for: use runAsync`,
      'MONTY_ASYNC_ONLY',
    )
  }
  return answer(event.name, outcome, event.eager, thrown.remember)
}

function answerOs(event: CallEvent, host: Host, thrown: Thrown, sleeps: SleepQueue): Message {
  const ms = sleepOf(event)
  if (ms !== undefined) return sleeps.begin(event, ms)
  const time = host.now && tellTime(event, host.now)
  if (time !== undefined) return answer(event.name, { value: time }, false, thrown.remember)
  return notFound
}

/** Sleeps of several tasks overlap, also when this thread does the sleeping. */
class SleepQueue {
  readonly #host: Host
  readonly #due = new Map<number, number>()

  constructor(host: Host) {
    this.#host = host
  }

  begin(event: CallEvent, ms: number): Message {
    if (event.name === 'asyncio.sleep' && !event.eager) {
      this.#due.set(event.callId, performance.now() + ms)
      return future
    }
    hostSleepSync(ms, this.#host.sleep)
    return answer(event.name, { value: null }, event.eager, () => {})
  }

  /** Sleeps until the first of the sleepers wakes. */
  settleNext(event: FuturesEvent, thrown: Thrown): Message {
    const pending = event.callIds
      .map((callId) => ({ callId, due: this.#due.get(callId) ?? 0 }))
      .toSorted((a, b) => a.due - b.due)
    const first = pending[0]
    if (first === undefined) throw new MontyUsageError('Python waits for nothing')
    hostSleepSync(Math.max(0, first.due - performance.now()), this.#host.sleep)
    const awake = pending.filter(({ due }) => due <= Math.max(first.due, performance.now()))
    const settled: Settled[] = awake.map(({ callId }) => {
      this.#due.delete(callId)
      return { callId, name: 'asyncio.sleep', outcome: { value: null } }
    })
    return settle(settled, thrown.remember)
  }
}
