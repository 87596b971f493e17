import type { Thread, ThreadEvents } from '../core/wasm/thread.js'

/** The part of a web worker that is used. */
interface WebWorker {
  addEventListener(type: 'message', heard: (event: { data: unknown }) => void): void
  addEventListener(
    type: 'error',
    heard: (event: { message?: string; preventDefault(): void }) => void,
  ): void
  postMessage(data: unknown, transferred: ArrayBuffer[]): void
  terminate(): void
}

/**
 * Starts a web worker whose code is a text, for which a page's policy has to allow `worker-src blob:`.
 *
 * @throws where there are none
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
    // A page lives as long as it is shown.
    keepAlive() {},
    end() {
      worker.terminate()
      leave()
    },
  }
}
