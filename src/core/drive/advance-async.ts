import type { Event } from '../engine/event.js'
import type { Message } from '../engine/message.js'
import { retainIn } from '../contract/host-object.js'
import { isThenable, whenSettled } from './calls.js'
import type { Channel } from './channel.js'
import { type Cancellation, UNCANCELLABLE, onCancel } from './cancellation.js'
import type { Host } from './host.js'
import { interrupt } from './interruption.js'
import { deliver, type Stopped } from './sync-drive.js'

/** Answers a pause, now or later; `undefined` leaves the pause to the caller. */
export type AnswerPause = (event: Stopped) => Message | undefined | Promise<Message | undefined>

const leave: AnswerPause = () => undefined

/**
 * Sends a message and runs to the end, or to the first pause that `answer` leaves to the caller, without
 * holding the event loop.
 */
export function advanceAsync(
  channel: Channel,
  message: Message,
  host: Host,
  cancellation: Cancellation = UNCANCELLABLE,
  answer: AnswerPause = leave,
): Promise<Stopped> {
  return new Promise((resolve, reject) => {
    let isOver = false
    let unwatch = (): void => {}
    const finish = (): void => {
      isOver = true
      unwatch()
    }
    const onFailure = (error: unknown): void => {
      if (isOver) return
      finish()
      interrupt(channel, error, reject)
    }
    const stopAt = (event: Stopped): void => {
      finish()
      channel.release()
      resolve(event)
    }
    /** Handles events as long as they arrive synchronously. */
    const follow = (first: Event | undefined): void => {
      let event = first
      while (event !== undefined) {
        deliver(event.printed, host)
        if (event.kind === 'yielded' || event.kind === 'busy') return
        const stopped = event
        const next = answer(stopped)
        if (next === undefined) return stopAt(stopped)
        if (isThenable(next)) {
          return whenSettled(next, (outcome) => {
            if ('error' in outcome) return onFailure(outcome.error)
            if (isOver) return
            const later = outcome.value as Message | undefined
            if (later === undefined) stopAt(stopped)
            else send(later)
          })
        }
        retainIn(host.kept)
        event = channel.send(next)
      }
    }
    const onEvent = (event: Event): void => {
      try {
        follow(event)
      } catch (error) {
        onFailure(error)
      }
    }
    const send = (next: Message): void => {
      try {
        retainIn(host.kept)
        follow(channel.send(next))
      } catch (error) {
        onFailure(error)
      }
    }
    unwatch = onCancel(cancellation, onFailure)
    if (isOver) return
    channel.listener = { onEvent, onFailure }
    send(message)
  })
}
