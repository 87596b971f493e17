import { bindContext } from './async-context.js'

/** Callbacks per signal. One listener serves them all: Node warns of more than ten listeners. */
const waiting = new WeakMap<AbortSignal, Waiting>()

interface Waiting {
  readonly heeds: Set<() => void>
  readonly listener: () => void
}

/**
 * Calls `callback` when the signal fires, unless the returned function is called before. The signal must not
 * have fired yet. The callback runs in the asynchronous context of this call, not in that of the code that
 * aborts.
 */
export function onAbort(signal: AbortSignal, heed: () => void): () => void {
  const { heeds } = waiting.get(signal) ?? listen(signal)
  const bound = bindContext(heed)
  heeds.add(bound)
  return () => {
    heeds.delete(bound)
    if (heeds.size === 0) forget(signal)
  }
}

function listen(signal: AbortSignal): Waiting {
  const heeds = new Set<() => void>()
  const listener = (): void => {
    forget(signal)
    for (const heed of heeds) heed()
  }
  const entry = { heeds, listener }
  waiting.set(signal, entry)
  signal.addEventListener('abort', listener, { once: true })
  return entry
}

function forget(signal: AbortSignal): void {
  const entry = waiting.get(signal)
  if (entry === undefined) return
  waiting.delete(signal)
  signal.removeEventListener('abort', entry.listener)
}
