import { MontyUsageError } from '../errors.js'
import { Instance } from './instance.js'
import type { WasmModule } from './web-assembly.js'

/** Instances that are ready before they are needed, where making one takes waiting. */
const AHEAD = 4
/** Of these, what is kept for those who cannot wait. */
const KEPT = 1

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

/** As {@link newInstance}, for a run that can begin later; `undefined` when none is ready. */
export function readyInstance(module: WasmModule): Instance | undefined {
  if (!takesWaiting || ready.length > KEPT) return newInstance(module)
  refill(module).catch(() => {})
  return undefined
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
    "no instance of the module is ready in a browser's own thread, where making one takes a moment: " +
      "use an asynchronous form, or isolation: 'process'",
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
