import type { TracingChannel } from 'node:diagnostics_channel'
import { tracingChannel } from '../../core/node.js'
import type { RunEvent } from './events.js'

/** Message of `monty-node:run`: the same object from the start of a run to its end. */
export interface RunDiagnostics {
  readonly runId: string
  readonly code: string
  result?: unknown
  error?: unknown
}

/** Message of `monty-node:call`: the same object from the start of a call to its end. */
export interface CallDiagnostics {
  readonly runId: string
  readonly callId: number
  readonly name: string
  result?: unknown
  error?: unknown
}

const runs: TracingChannel<string, RunDiagnostics> = tracingChannel('monty-node:run')
const calls: TracingChannel<string, CallDiagnostics> = tracingChannel('monty-node:call')

/** Whether a tracing channel has subscribers; Node 20 only answers for each of its channels. */
function isHeard({
  start,
  end,
  asyncStart,
  asyncEnd,
  error,
}: TracingChannel<string, never>): boolean {
  return [start, end, asyncStart, asyncEnd, error].some((channel) => channel.hasSubscribers)
}

/** The listener that publishes a run's events on the tracing channels, if they have subscribers when the run begins. */
export function diagnosticsOf(): Array<(event: RunEvent) => void> {
  const isAnyHeard =
    isHeard(runs as TracingChannel<string, never>) ||
    isHeard(calls as TracingChannel<string, never>)
  return isAnyHeard ? [publisher()] : []
}

function publisher(): (event: RunEvent) => void {
  let run: RunDiagnostics | undefined
  const open = new Map<number, CallDiagnostics>()
  return (event) => {
    switch (event.type) {
      case 'start':
        run = { runId: event.runId, code: event.code }
        return begin(runs, run)
      case 'done':
        run ??= { runId: event.runId, code: '' }
        // Calls that the run did not wait for, or that are suspended.
        for (const call of open.values()) finish(calls, call)
        open.clear()
        run.result = event.outcome
        if ('error' in event.outcome) run.error = event.outcome.error
        return finish(runs, run)
      case 'call': {
        const { runId, callId, name } = event
        const call: CallDiagnostics = { runId, callId, name }
        open.set(callId, call)
        return begin(calls, call)
      }
      case 'result':
      case 'error': {
        const call = open.get(event.callId)
        if (call === undefined) return
        open.delete(event.callId)
        if (event.type === 'result') call.result = event.value
        else call.error = event.error
        return finish(calls, call)
      }
      case 'stdout':
      case 'progress':
      case 'child':
      case 'paused':
    }
  }
}

function begin<T extends object>(channel: TracingChannel<string, T>, context: T): void {
  channel.start.publish(context)
  channel.end.publish(context)
}

function finish<T extends { error?: unknown }>(
  channel: TracingChannel<string, T>,
  context: T,
): void {
  if (context.error !== undefined) channel.error.publish(context)
  channel.asyncStart.publish(context)
  channel.asyncEnd.publish(context)
}
