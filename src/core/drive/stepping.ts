import type { Message } from '../engine/message.js'
import type { LocalExecution } from '../engine/local-execution.js'
import { advanceAsync } from './advance-async.js'
import { answer, isUnasked, notFound, type Outcome, type Remember } from './answers.js'
import type { Cancellation } from './cancellation.js'
import { isThenable, whenSettled } from './calls.js'
import { Thrown } from './thrown.js'
import type { Channel } from './channel.js'
import { timeOutcome } from './clock.js'
import type { Host } from './host.js'
import { endsTheRun, HostAsks } from './host-asks.js'
import { NOT_HANDLED } from '../contract/os.js'
import { serveOs } from './serve-os.js'
import { sleepOf } from './sleep.js'
import { advance, promiseRefused, type Stopped } from './sync-drive.js'

/** A run that stops at pauses which its caller answers. */
export interface Stepped {
  readonly host: Host
  /** Errors of the host that went into Python. */
  thrown?: Thrown
}

/** Records errors that go into Python, to restore them as the cause when they come out. */
export function rememberIn(stepped: Stepped): Remember {
  return (stepped.thrown ??= new Thrown()).remember
}

/** Runs to the end or to the first pause that the caller answers, holding this thread. */
export function step(execution: LocalExecution, message: Message, stepped: Stepped): Stopped {
  const { host } = stepped
  const asks = new HostAsks(execution, host)
  try {
    let event = advance(execution, message, host)
    for (;;) {
      const outcome = outcomeAt(event, host, asks)
      if (outcome === undefined) {
        if (!isOneTooMany(event)) return event
        event = advance(execution, notFound, host)
        continue
      }
      if ('value' in outcome && isThenable(outcome.value)) {
        throw promiseRefused(event as Stopped & { name: string }, outcome.value)
      }
      event = advance(execution, answerOf(event, outcome, stepped), host)
    }
  } finally {
    host.flush?.()
  }
}

/** Like `step`, without holding the event loop. */
export async function stepAsync(
  channel: Channel,
  message: Message,
  stepped: Stepped,
  cancellation?: Cancellation,
): Promise<Stopped> {
  const { host } = stepped
  const asks = new HostAsks(channel, host)
  try {
    return await advanceAsync(channel, message, host, cancellation, (event) => {
      const outcome = outcomeAt(event, host, asks)
      if (outcome === undefined) return isOneTooMany(event) ? notFound : undefined
      if (!('value' in outcome) || !isThenable(outcome.value)) {
        return answerOf(event, outcome, stepped)
      }
      const { value } = outcome
      return new Promise((resolve, reject) => {
        whenSettled(value, (later) => {
          if ('error' in later && endsTheRun(later.error)) return reject(later.error)
          const isLeft = 'value' in later && later.value === NOT_HANDLED
          resolve(isLeft ? undefined : answerOf(event, later, stepped))
        })
      })
    })
  } finally {
    host.flush?.()
  }
}

/** The host's answer to a pause; `undefined` leaves the pause to the caller. */
function outcomeAt(event: Stopped, host: Host, asks: HostAsks): Outcome | undefined {
  if (event.kind === 'name') {
    const module = event.receiver === undefined ? host.modules.get(event.name) : undefined
    return module === undefined ? undefined : { value: module }
  }
  if (event.kind !== 'os' || sleepOf(event) !== undefined) return undefined
  return timeOutcome(event, host) ?? serveOs(event, host, asks, host.requestedServers)
}

/** Whether the call exceeds the limit and the caller would answer it. Then the engine ends the run. */
const isOneTooMany = (event: Stopped): boolean => event.kind === 'os' && !event.mayAsk

function answerOf(event: Stopped, outcome: Outcome, stepped: Stepped): Message {
  const { name } = event as Stopped & { name: string }
  const unasked = event.kind === 'os' && isUnasked(event)
  return answer(name, outcome, false, rememberIn(stepped), unasked)
}
