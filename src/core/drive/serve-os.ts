import { wallClockNow } from '../timers.js'
import { NOT_HANDLED, type OsCall, serve, type OsServer } from '../contract/os.js'
import { pythonError } from '../contract/python-error.js'
import { PyPath } from '../values/index.js'
import { type Host } from './host.js'
import { endsTheRun, type HostAsks } from './host-asks.js'
import { type Outcome } from './answers.js'
import { type CallEvent } from '../engine/event.js'

/** Longer paths are refused: no file has one, and a path of millions of names takes seconds to resolve. */
const MAX_PATH_LENGTH = 64 * 1024
const SHOWN_PATH_LENGTH = 100

function pathError(path: string): Error {
  const shown = `${path.slice(0, SHOWN_PATH_LENGTH)}...`
  return pythonError('OSError', `[Errno 36] File name too long: '${shown}'`)
}

/** The outcome of the first server that handles the call; `undefined` when none does. */
export function serveOs(
  event: CallEvent,
  host: Host,
  asks: HostAsks,
  servers: readonly OsServer[] = host.os,
): Outcome | undefined {
  if (servers.length === 0) return undefined
  const { name, args, kwargs = {} } = event
  const tooLong = args.find((arg) => arg instanceof PyPath && arg.path.length > MAX_PATH_LENGTH)
  if (tooLong !== undefined) return { error: pathError((tooLong as PyPath).path) }
  const ask = (): boolean => {
    // The engine counts the call itself.
    if (event.isAsked) asks.add()
    event.isAsked = true
    if (event.mayAsk) asks.check()
    return event.mayAsk
  }
  const { inSlices } = event
  const call: OsCall = { name, args, kwargs, ask, inSlices, nowMs: () => timeOf(host) }
  try {
    for (const server of servers) {
      const value = server[serve](call)
      if (value !== NOT_HANDLED) return { value }
    }
    return undefined
  } catch (error) {
    if (endsTheRun(error)) throw error
    return { error }
  }
}

function timeOf({ environment, now }: Host): number {
  const { clock } = environment
  if (typeof clock === 'number') return clock
  return clock === 'host' && now !== undefined ? now().getTime() : wallClockNow()
}
