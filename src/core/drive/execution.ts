import { RemoteChannel } from '../../isolation/channel.js'
import { RemoteExecution } from '../../isolation/execution.js'
import { readEvent } from '../engine/event.js'
import { Op } from '../engine/kinds.js'
import { LocalExecution } from '../engine/local.js'
import type { Message } from '../engine/message.js'
import { MontyUsageError } from '../errors.js'
import type { DecodeOptions } from '../wire/decode.js'
import { raise } from './answers.js'
import { type Channel, LocalChannel } from './channel.js'
import type { Host } from './host.js'
import { advance, type Stopped } from './sync.js'

/** A run or session, in this process or in a worker process. */
export type AnyExecution = LocalExecution | RemoteExecution

/** The way to an execution. `isShared` is for one that lives on when it is released. */
export function channelTo(
  execution: AnyExecution,
  decode: DecodeOptions,
  isShared: boolean,
): Channel {
  return execution instanceof RemoteExecution
    ? new RemoteChannel(execution, decode, isShared)
    : new LocalChannel(execution, decode, isShared)
}

/** For what holds the thread while Python runs. `instead` is the method to use. */
export function localOnly(execution: AnyExecution, instead: string): LocalExecution {
  if (execution instanceof LocalExecution) return execution
  throw new MontyUsageError(
    `Python runs in a worker process, for which this thread cannot wait: use ${instead}`,
    'MONTY_ASYNC_ONLY',
  )
}

/** Ends what Python is paused in, holding this thread. */
export function abortNow(execution: AnyExecution, abort: Message, host: Host): Stopped {
  if (execution instanceof LocalExecution) return advance(execution, abort, host)
  const event = execution.stepOnce(abort, (body, meter) => readEvent(body, host.decode, meter))
  if (event.kind === 'yielded' || event.kind === 'busy') {
    throw new MontyUsageError('the run could not be aborted')
  }
  return event
}

const GIVEN_UP = raise(Op.ABORT, { type: 'RuntimeError', message: 'the feed was given up' })

/** Ends what a feed of a session left unfinished. Whether the session can be fed again. */
export function endFeed(execution: AnyExecution, host: Host): boolean {
  if (execution instanceof LocalExecution) return execution.endFeed(GIVEN_UP, host.decode)
  if (execution.isOver) return false
  if (!execution.isIdle) abortNow(execution, GIVEN_UP, host)
  return true
}

/** Another execution in the same state, made when it is asked for. */
export function copyOf(execution: AnyExecution, scriptName: string): () => AnyExecution {
  if (execution instanceof RemoteExecution) {
    const copy = execution.fork()
    return () => copy
  }
  const bytes = execution.dump(scriptName)
  return () => LocalExecution.load(bytes)
}
