import { bindContext } from './async-context.js'

/** Callbacks per signal. One listener serves them all: Node warns of more than ten listeners. */
const entries = new WeakMap<AbortSignal, Waiting>()

interface Waiting {
  readonly callbacks: Set<() => void>
  readonly listener: () => void
}

/**
 * Calls `callback` when the signal fires, unless the returned function is called before. The signal must not
 * have fired yet. The callback runs in the asynchronous context of this call, not in that of the code that
 * aborts.
 */
export function onAbort(signal: AbortSignal, callback: () => void): () => void {
  const { callbacks } = entries.get(signal) ?? listen(signal)
  const bound = bindContext(callback)
  callbacks.add(bound)
  return () => {
    callbacks.delete(bound)
    if (callbacks.size === 0) forget(signal)
  }
}

function listen(signal: AbortSignal): Waiting {
  const callbacks = new Set<() => void>()
  const listener = (): void => {
    forget(signal)
    for (const callback of callbacks) callback()
  }
  const entry = { callbacks, listener }
  entries.set(signal, entry)
  signal.addEventListener('abort', listener, { once: true })
  return entry
}

function forget(signal: AbortSignal): void {
  const entry = entries.get(signal)
  if (entry === undefined) return
  entries.delete(signal)
  signal.removeEventListener('abort', entry.listener)
}
