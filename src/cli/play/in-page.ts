import type { Finding, PlayEvent } from '../../play/play-event.js'
import { useWasm } from '../../wasm.js'
import { EXAMPLE_TOOLS } from './examples.js'
import { PlaygroundRunner } from './runner.js'

// Replaces `src/play/server.ts` in a playground without a server: Python runs in the page, in
// workers.

const runner = new PlaygroundRunner({ tools: EXAMPLE_TOOLS, modules: {} }, (report) =>
  URL.createObjectURL(new Blob([report], { type: 'text/html' })),
)

const ready = useWasm('monty-node.wasm')
void ready.then(() => runner.warmUp())

/** Runs a program, and yields its messages as they occur. Aborting ends the run. */
export async function* run(
  code: string,
  limits: Readonly<Record<string, number>>,
  signal: AbortSignal,
): AsyncGenerator<PlayEvent, void> {
  await ready
  const queue: PlayEvent[] = []
  let isOver = false
  let wake = (): void => {}
  const send = (event: PlayEvent): void => {
    queue.push(event)
    wake()
  }
  void runner.run(code, limits, signal, send).finally(() => {
    isOver = true
    wake()
  })
  for (;;) {
    yield* queue.splice(0)
    if (signal.aborted) throw signal.reason
    if (isOver) return
    await new Promise<void>((resolve) => {
      wake = resolve
      signal.addEventListener('abort', () => resolve(), { once: true })
    })
  }
}

/** Type-checks a program. */
export async function check(code: string): Promise<readonly Finding[]> {
  await ready
  return runner.check(code)
}
