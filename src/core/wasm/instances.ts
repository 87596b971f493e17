import { MontyUsageError } from '../errors.js'
import { Instance } from './instance.js'
import type { WasmModule } from './web-assembly.js'

/** Instances that are ready before they are needed, where making one takes waiting. */
const AHEAD = 4

/** Whether an instance takes waiting here: a browser's own thread makes none so large at once. */
let takesWaiting = false
let awaited = 0
const ready: Instance[] = []

/** Sees to it that there are instances when they are asked for. */
export async function prepareInstances(module: WasmModule): Promise<void> {
  try {
    ready.push(Instance.now(module))
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    takesWaiting = true
    await refill(module)
  }
}

/**
 * A new instance.
 *
 * @throws MontyUsageError in a browser's own thread, when so many are in use that none is ready
 */
export function newInstance(module: WasmModule): Instance {
  const instance = ready.pop()
  if (!takesWaiting) return instance ?? Instance.now(module)
  // What fails here fails again where somebody waits for it.
  refill(module).catch(() => {})
  if (instance !== undefined) return instance
  throw new MontyUsageError(
    `more than ${AHEAD} runs were begun at once in a browser's own thread, where an instance takes a moment: ` +
      "use isolation: 'process', or let others end first",
  )
}

async function refill(module: WasmModule): Promise<void> {
  const missing = Math.max(0, AHEAD - ready.length - awaited)
  awaited += missing
  const made = Array.from({ length: missing }, async () => {
    try {
      ready.push(await Instance.later(module))
    } finally {
      awaited--
    }
  })
  await Promise.all(made)
}
