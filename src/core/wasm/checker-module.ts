import { MontyUsageError } from '../errors.js'
import { readFileSync } from '../node.js'
import { isBytes } from '../realm.js'
import { CHECKER_FILE, installedFile, readModule } from './module-file.js'
import { compile, compileNow, isModule, type WasmModule, type WasmSource } from './web-assembly.js'

// The type checker is larger than the engine, and most programs never check a type: its module is read at the first
// check.

let source: WasmSource | undefined = undefined
let loading: Promise<WasmModule> | undefined = undefined
let loaded: WasmModule | undefined = undefined

/** Has the type checker come from somewhere else than the installed package. */
export function checkerComesFrom(from: WasmSource | undefined): void {
  source = from
}

/** The type checker's module, if it was loaded. */
export const loadedChecker = (): WasmModule | undefined => loaded

/**
 * Loads the type checker's module, once.
 *
 * @throws MontyUsageError `MONTY_NO_BINARY` when it is not there
 */
export async function loadChecker(): Promise<WasmModule> {
  if (loaded !== undefined) return loaded
  loading ??= read().then((module) => (loaded = module))
  try {
    return await loading
  } catch (error) {
    // It may be there the next time.
    loading = undefined
    throw missing(error)
  }
}

/**
 * The type checker's module, loaded while this thread waits.
 *
 * @throws MontyUsageError `MONTY_NO_BINARY` when it is not there, or only to be had by waiting for it
 */
export function loadCheckerNow(): WasmModule {
  if (loaded !== undefined) return loaded
  try {
    return (loaded = compileNow(readNow()))
  } catch (error) {
    throw missing(error)
  }
}

async function read(): Promise<WasmModule> {
  if (isModule(source)) return source
  return compile(isBytes(source) ? source : await readModule(source, CHECKER_FILE))
}

function readNow(): Uint8Array {
  if (isBytes(source)) return source
  return readFileSync(source === undefined ? installedFile(CHECKER_FILE) : (source as string | URL))
}

function missing(error: unknown): MontyUsageError {
  return new MontyUsageError(
    `type checking needs ${CHECKER_FILE}, which useWasm() takes as its option \`checker\`: ${(error as Error).message}`,
    'MONTY_NO_BINARY',
    error,
  )
}
