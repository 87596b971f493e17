import type { Thread, ThreadEvents } from '../core/wasm/thread.js'

/** The part of a web worker that this package uses. */
interface WebWorker {
  addEventListener(type: 'message', listener: (event: { data: unknown }) => void): void
  addEventListener(
    type: 'error',
    listener: (event: { message?: string; preventDefault(): void }) => void,
  ): void
  postMessage(data: unknown, transferred: ArrayBuffer[]): void
  terminate(): void
}

/**
 * Starts a web worker from the text of its code; the page's policy must allow `worker-src blob:`.
 *
 * @throws where web workers do not exist
 */
export function startThread(source: string, events: ThreadEvents): Thread {
  const { Worker } = globalThis as { Worker?: new (url: string) => WebWorker }
  if (Worker === undefined) throw new Error("there are no threads here: use isolation: 'none'")
  const url = URL.createObjectURL(new Blob([source], { type: 'text/javascript' }))
  const worker = new Worker(url)
  let leave = (): void => {}
  const gone = new Promise<void>((resolve) => {
    leave = resolve
  })
  worker.addEventListener('message', ({ data }) => {
    URL.revokeObjectURL(url)
    events.onMessage(data)
  })
  worker.addEventListener('error', (event) => {
    event.preventDefault()
    events.onError(event.message ?? 'a web worker could not be started')
  })
  return {
    gone,
    post: (data, transferred = []) => worker.postMessage(data, [...transferred]),
    // A page lives as long as it is open.
    keepAlive() {},
    end() {
      worker.terminate()
      leave()
    },
  }
}
