import { translate } from './failures.js'
import { coreAsyncFunctions } from './functions.js'
import { coreOf, type Monty, startOptions } from './monty.js'
import { Mounts } from './mount.js'
import type { JsMontyObject, RunMontyAsyncOptions } from './options.js'
import { fromPython } from './values/from-python.js'

/**
 * Runs to the end with functions that may be asynchronous. Python waits for each promise, so that a
 * call without `await` returns its value.
 *
 * @throws MontyRuntimeError when Python ends with an exception
 *
 * @example
 * ```ts
 * const monty = new Monty('fetch_data(url)', { inputs: ['url'] })
 * await runMontyAsync(monty, {
 *   inputs: { url: 'https://example.com' },
 *   externalFunctions: { fetch_data: async (url: string) => `the text of ${url}` },
 * })
 * ```
 */
export async function runMontyAsync(
  montyRunner: Monty,
  options: RunMontyAsyncOptions = {},
): Promise<JsMontyObject> {
  const core = coreOf(montyRunner)
  const given = startOptions(core, options)
  const os = new Mounts(options.mount).answer
  const externalFunctions = coreAsyncFunctions(options.externalFunctions)
  try {
    const value = await core.runAsync({ ...given, externalFunctions, os, concurrency: 'serial' })
    return fromPython(value)
  } catch (error) {
    throw translate(error, core.code)
  }
}
