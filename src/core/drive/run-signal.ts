import { nodeEvents } from '../node.js'

/**
 * An `AbortController` for the end of a run. Every call of the run may listen to its signal, and Node warns
 * of more than ten listeners.
 */
export function runController(): AbortController {
  const controller = new AbortController()
  nodeEvents().setMaxListeners(0, controller.signal)
  return controller
}
