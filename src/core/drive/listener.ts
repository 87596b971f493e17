import type { Event } from '../engine/event.js'

/** Receives events that arrive later, in the asynchronous context in which the run was started. */
export interface Listener {
  onEvent(event: Event): void
  onFailure(error: unknown): void
}
