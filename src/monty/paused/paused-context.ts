import type { Execution } from '../../core/drive/backend.js'
import type { Channel } from '../../core/drive/channel.js'
import type { Stepped } from '../../core/drive/stepping.js'
import type { ResolvedHost } from '../host/resolve.js'
import type { FeedState } from '../snapshot/state-payload.js'

/** A paused execution and its context for resuming. */
export interface PausedContext extends Stepped {
  readonly host: ResolvedHost
  readonly execution: Execution
  readonly scriptName: string
  readonly session?: FeedListener
  /** State of the feed's session that a dump includes. */
  readonly feed?: FeedState
}

/** Notified by a feed of its session. */
interface FeedListener {
  /** The feed is driven asynchronously; the channel can end it from outside. */
  onDrive(channel: Channel): void
  /** The feed has ended; an argument means that it failed with that error. */
  onEnd(error?: unknown): void
}
