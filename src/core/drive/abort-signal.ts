import { bindContext } from './async-context.js'

/** Who waits for which signal. One listener serves all: Node warns of more than ten. */
const waiting = new WeakMap<AbortSignal, Waiting>()

interface Waiting {
  readonly heeds: Set<() => void>
  readonly listener: () => void
}

/**
 * Calls `heed` when the signal fires, which it has not yet, unless the function returned is called
 * before. It is called in the asynchronous context of now, whoever aborts.
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
