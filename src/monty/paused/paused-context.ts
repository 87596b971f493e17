import type { Execution } from '../../core/drive/backend.js'
import type { Channel } from '../../core/drive/channel.js'
import type { Stepped } from '../../core/drive/stepping.js'
import type { ResolvedHost } from '../host/resolve.js'
import type { FeedState } from '../snapshot/state-payload.js'

/** An execution at rest, and what it needs to go on. */
export interface PausedContext extends Stepped {
  readonly host: ResolvedHost
  readonly execution: Execution
  readonly scriptName: string
  readonly session?: FeedListener
  /** What is to travel of the session whose feed it is. */
  readonly feed?: FeedState
}

/** A session, for the feed that it is busy with. */
interface FeedListener {
  /** The feed goes on without holding the thread; through the channel it can be ended from outside. */
  onDrive(channel: Channel): void
  /** The feed is over; with an argument, it failed with that. */
  onEnd(error?: unknown): void
}
