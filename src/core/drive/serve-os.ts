import { wallClockNow } from '../timers.js'
import { NOT_HANDLED, type OsCall, serve, type OsServer } from '../contract/os.js'
import { type Host } from './host.js'
import { type Outcome } from './answers.js'
import { type CallEvent } from '../engine/event.js'

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
