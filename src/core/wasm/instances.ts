import { MontyUsageError } from '../errors.js'
import { Instance } from './instance.js'
import type { WasmModule } from './web-assembly.js'

/** Number of instances prepared in advance, where instantiation is asynchronous. */
const AHEAD = 4
/** Number of prepared instances reserved for runs that cannot wait. */
const KEPT = 1

/**
 * Whether instantiation is asynchronous here: a browser's main thread refuses modules of this size
 * synchronously.
 */
let takesWaiting = false
let awaited = 0
const ready: Instance[] = []

/** Prepares instances in advance, if needed. */
export async function prepareInstances(module: WasmModule): Promise<void> {
  try {
    ready.push(Instance.now(module))
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    takesWaiting = true
    await refill(module)
  }
}

/** Like {@link newInstance}, for a run that can start later; `undefined` when no instance is ready. */
export function readyInstance(module: WasmModule): Instance | undefined {
  if (!takesWaiting || ready.length > KEPT) return newInstance(module)
  refill(module).catch(() => {})
  return undefined
}

/**
 * A new instance.
 *
 * @throws MontyUsageError in a browser's main thread, when all prepared instances are in use
 */
export function newInstance(module: WasmModule): Instance {
  const instance = ready.pop()
  if (!takesWaiting) return instance ?? Instance.now(module)
  // An error here occurs again where the instance is awaited.
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
