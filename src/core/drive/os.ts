import type { CallEvent } from '../engine/event.js'
import type { Outcome } from './answers.js'
import type { Host } from './host.js'
import { wallClockNow } from '../timers.js'

/** What an {@link OsHandler} returns for calls that it leaves to the next, or to refusal. */
export const NOT_HANDLED: unique symbol = Symbol('monty-node.NOT_HANDLED')

/** An operating system call, such as `Path.read_text`. */
export interface OsCall {
  readonly name: string
  readonly args: readonly unknown[]
  readonly kwargs: Readonly<Record<string, unknown>>
  /** The host's own code is to be asked. Whether it may be: there is a limit to that. */
  readonly ask?: () => boolean
  /** The time by the clock of the run, in ms since the epoch. */
  readonly nowMs: () => number
}

/**
 * Answers operating system calls that nothing else has answered: a value, a promise of one in
 * asynchronous runs, an exception, or {@link NOT_HANDLED}. Paths come as `PyPath`.
 */
export type OsHandler = (
  name: string,
  args: readonly unknown[],
  kwargs: Readonly<Record<string, unknown>>,
) => unknown

/** Answers operating system calls for a part of the host. */
export const serve: unique symbol = Symbol('monty-node.serve')

export interface OsServer {
  [serve](call: OsCall): unknown
}

/** What the first server that takes the call makes of it; `undefined` when none does. */
export function serveOs(
  event: CallEvent,
  host: Host,
  servers: readonly OsServer[] = host.os,
): Outcome | undefined {
  if (servers.length === 0) return undefined
  const { name, args, kwargs = {} } = event
  const ask = (): boolean => {
    event.isAsked = true
    return event.mayAsk
  }
  const call: OsCall = { name, args, kwargs, ask, nowMs: () => timeOf(host) }
  try {
    for (const server of servers) {
      const value = server[serve](call)
      if (value !== NOT_HANDLED) return { value }
    }
    return undefined
  } catch (error) {
    return { error }
  }
}

function timeOf({ environment, now }: Host): number {
  const { clock } = environment
  if (typeof clock === 'number') return clock
  return clock === 'host' && now !== undefined ? now().getTime() : wallClockNow()
}
