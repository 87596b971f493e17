import { MontyUsageError } from '../errors.js'
import { readFileSync } from '../node.js'
import { isBytes } from '../realm.js'
import { checkerComesFrom } from './checker-module.js'
import { beside, CHECKER_FILE, ENGINE_FILE, installedFile, readModule } from './module-file.js'
import { prepareInstances } from './instances.js'
import { compile, compileNow, isModule, type WasmModule, type WasmSource } from './web-assembly.js'

/** How {@link useWasm} is told more. */
export interface WasmOptions {
  /**
   * The type checker's module, `monty-checker.wasm`, which is loaded at the first check. By default the file of that
   * name beside the engine's, where that is a file or an address, else that of the package `monty-node-wasm32`.
   */
  readonly checker?: WasmSource
}

const BY_ENVIRONMENT = 'MONTY_NODE_WASM'

let chosen: WasmModule | undefined = undefined
let isDecided = false

/**
 * Has Python run in WebAssembly from now on, rather than in the native addon, which is then never loaded: where
 * there is no binary for the platform, or none may be loaded.
 *
 * What differs from the native engine: without isolation Python holds the thread until it calls the host or ends,
 * also in `runAsync` and the like; `isolation: 'process'` is a thread with an instance of its own; directories of
 * the host cannot be mounted. The environment variable `MONTY_NODE_WASM`, `1` or the module's path, does the same.
 *
 * @param source the engine's module; by default that of the package `monty-node-wasm32`
 * @param options where the type checker's module is
 * @throws MontyUsageError `MONTY_NO_BINARY` when it is not there or cannot be compiled; `MONTY_USAGE` when
 * Python has run in the addon already
 * @example
 * ```ts
 * import { Monty, useWasm } from 'monty-node/wasm'
 *
 * await useWasm(bytes)
 * new Monty('6 * 7').run() // 42
 * ```
 */
export async function useWasm(source?: WasmSource, options: WasmOptions = {}): Promise<void> {
  if (chosen !== undefined) return
  refuseWhenDecided()
  checkerComesFrom(options.checker ?? beside(source, CHECKER_FILE))
  const module = await moduleOf(source)
  await prepareInstances(module)
  refuseWhenDecided()
  chosen = module
}

/** The module in which Python is to run, if it was chosen; later choices are refused. */
export function chosenModule(): WasmModule | undefined {
  isDecided = true
  const path = process.env[BY_ENVIRONMENT]
  if (chosen !== undefined || !path) return chosen
  try {
    const file = path === '1' ? installedFile(ENGINE_FILE) : path
    checkerComesFrom(beside(file, CHECKER_FILE))
    return (chosen = compileNow(readFileSync(file)))
  } catch (error) {
    throw unusable(error)
  }
}

function refuseWhenDecided(): void {
  if (isDecided && chosen === undefined) {
    throw new MontyUsageError('useWasm() must be called before anything runs Python')
  }
}

async function moduleOf(source: WasmSource | undefined): Promise<WasmModule> {
  if (isModule(source)) return source
  try {
    return await compile(isBytes(source) ? source : await readModule(source, ENGINE_FILE))
  } catch (error) {
    throw unusable(error)
  }
}

function unusable(error: unknown): MontyUsageError {
  return new MontyUsageError(
    `WebAssembly cannot be used: ${(error as Error).message}`,
    'MONTY_NO_BINARY',
    error,
  )
}
