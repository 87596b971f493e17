import { backUpFiles } from '../../host/files/of-session.js'
import type { Channel } from '../../core/drive/channel.js'
import type { Execution } from '../../core/drive/backend.js'
import { raise } from '../../core/drive/answers.js'
import { Op } from '../../core/engine/kinds.js'
import type { ResolvedHost } from '../host/resolve.js'
import { MontyRuntimeError, MontyUsageError } from '../../core/errors.js'
import { isFatal } from '../../core/failures.js'
import type { PausedContext } from '../paused/index.js'
import type { FeedState } from '../snapshot/state-payload.js'

const ABANDONED = raise(Op.ABORT, {
  type: 'RuntimeError',
  message: 'the feed was abandoned before it ended',
})

/** A feed that has begun. */
export type Begun = PausedContext & Required<Pick<PausedContext, 'session'>>

/** Session state for a dump of the feed, and the action after a feed whose effects persist. */
export interface FeedEnding {
  readonly feed: FeedState
  readonly commit: () => void
}

/** Restores the state from before a feed. */
type Restore = (() => Execution) | undefined

/** The state of a session: used by one feed at a time, lost when a feed is ended forcibly. */
export class SessionState {
  readonly scriptName: string
  readonly #isKept: boolean
  #execution: Execution
  #condition: 'idle' | 'busy' | 'dead' | 'disposed' = 'idle'
  /** The channel of a feed that is driven asynchronously. */
  #channel: Channel | undefined

  /** With `isKept`, each feed begins with a copy of the state that can be restored. */
  constructor(execution: Execution, scriptName: string, isKept: boolean) {
    this.#execution = execution
    this.scriptName = scriptName
    this.#isKept = isKept
  }

  get execution(): Execution {
    return this.#execution
  }

  assertIdle(): void {
    switch (this.#condition) {
      case 'idle':
        return
      case 'busy':
        throw new MontyUsageError(
          'the session is busy with a feed: wait for its end; if it is paused, resume or abort it',
        )
      case 'dead':
        throw new MontyUsageError(
          'the session was ended by a limit, a cancellation or a failure (see checkpoint: true)',
          'MONTY_DISPOSED',
        )
      case 'disposed':
        throw disposedOf()
    }
  }

  /**
   * Begins a feed. The caller reports its end through `session.onEnd`; `commit` is then called when
   * the effects of the feed persist, wholly or up to an exception.
   */
  begin(host: ResolvedHost, ending: FeedEnding): Begun {
    return this.#begun(host, ending, this.#enter(host))
  }

  /** Adopts a feed that was begun elsewhere: there is no earlier state to restore. */
  adopt(host: ResolvedHost, ending: FeedEnding): Begun {
    this.#condition = 'busy'
    return this.#begun(host, ending, undefined)
  }

  #begun(host: ResolvedHost, { feed, commit }: FeedEnding, restore: Restore): Begun {
    const onDrive = (channel: Channel): void => {
      this.#channel = channel
    }
    const onEnd = (...failure: [error?: unknown]): void => {
      this.#channel = undefined
      const isFailed = failure.length > 0
      const isThere = !isFailed || this.#recover(failure[0], restore, host)
      const isDone = !isFailed || failure[0] instanceof MontyRuntimeError
      if (isThere && isDone) commit()
      if (this.#condition === 'busy') this.#condition = 'idle'
    }
    const { scriptName } = this
    return { execution: this.#execution, host, scriptName, feed, session: { onDrive, onEnd } }
  }

  #enter(host: ResolvedHost): Restore {
    this.assertIdle()
    const before = this.#isKept ? this.#execution.fork() : undefined
    const restoreFiles = before === undefined ? undefined : backUpFiles(host.given.files)
    this.#condition = 'busy'
    if (before === undefined) return undefined
    return () => {
      restoreFiles?.()
      return before()
    }
  }

  /**
   * Recovers from a failed feed: after a stop that Python cannot catch, or a failure of the host,
   * the state may be lost. Returns whether the state is as the feed left it.
   */
  #recover(error: unknown, restore: Restore, host: ResolvedHost): boolean {
    if (this.#condition !== 'busy') return false
    if (!isFatal(error) && this.#execution.endFeed(ABANDONED, host)) return true
    this.#execution.dispose()
    if (restore === undefined) this.#condition = 'dead'
    else this.#execution = restore()
    return false
  }

  /** Frees the state, and ends the running feed. */
  dispose(): void {
    this.#condition = 'disposed'
    this.#channel?.fail(disposedOf())
    this.#execution.dispose()
  }
}

function disposedOf(): MontyUsageError {
  return new MontyUsageError('the session was disposed of', 'MONTY_DISPOSED')
}

/** Opens the channel of a feed that has begun. */
export function channelOf({ execution, host, session }: Begun): Channel {
  const channel = execution.channel(host.decode, true)
  session.onDrive(channel)
  return channel
}

/** Runs a feed synchronously, and reports its end. */
export function endingWith<T>(session: Begun['session'], run: () => T): T {
  let value: T
  try {
    value = run()
  } catch (error) {
    session.onEnd(error)
    throw error
  }
  session.onEnd()
  return value
}
