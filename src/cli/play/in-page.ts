import type { Finding, Told } from '../../play/told.js'
import { useWasm } from '../../wasm.js'
import { EXAMPLE_TOOLS } from './examples.js'
import { PlaygroundRunner } from './runner.js'

// What takes the place of `src/play/server.ts` in a playground without a server: Python runs in the page, in workers.

const runner = new PlaygroundRunner({ tools: EXAMPLE_TOOLS, modules: {} }, (report) =>
  URL.createObjectURL(new Blob([report], { type: 'text/html' })),
)

const ready = useWasm('monty-node.wasm')
void ready.then(() => runner.warmUp())

/** Runs a program, and tells what happens, piece by piece. Aborting ends the run. */
export async function* run(
  code: string,
  limits: Readonly<Record<string, number>>,
  signal: AbortSignal,
): AsyncGenerator<Told, void> {
  await ready
  const told: Told[] = []
  let isOver = false
  let wake = (): void => {}
  const tell = (what: Told): void => {
    told.push(what)
    wake()
  }
  void runner.run(code, limits, signal, tell).finally(() => {
    isOver = true
    wake()
  })
  for (;;) {
    yield* told.splice(0)
    if (signal.aborted) throw signal.reason
    if (isOver) return
    await new Promise<void>((resolve) => {
      wake = resolve
      signal.addEventListener('abort', () => resolve(), { once: true })
    })
  }
}

/** What the type checker finds in a program. */
export async function check(code: string): Promise<readonly Finding[]> {
  await ready
  return runner.check(code)
}
