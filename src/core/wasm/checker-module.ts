import { MontyUsageError } from '../errors.js'
import { CHECKER_FILE, readModuleNow } from './module-file.js'
import { givenBytes, moduleFrom, ofKind, placeOf } from './module-source.js'
import { compileNow, isModule, type WasmModule, type WasmSource } from './web-assembly.js'

// The type checker is larger than the engine, and most programs never check a type: its module is loaded at
// the first check.

let source: WasmSource | undefined = undefined
let loading: Promise<WasmModule> | undefined = undefined
let loaded: WasmModule | undefined = undefined

/** Sets the source of the type checker; by default the installed package. */
export function checkerComesFrom(from: WasmSource | undefined): void {
  source = from
}

/**
 * Sets the source once an engine is in use.
 *
 * @throws MontyUsageError when another checker was loaded already
 */
export function checkerComesLater(from: WasmSource): void {
  const isSame = from === source || from === loaded || isSamePlace(from)
  if (isSame) return
  if (loaded !== undefined || loading !== undefined) {
    throw new MontyUsageError('another type checker was loaded already')
  }
  source = from
}

function isSamePlace(from: WasmSource): boolean {
  const place = placeOf(from)
  return place !== undefined && String(place) === String(placeOf(source))
}

/** The type checker's module, if it was loaded. */
export const loadedChecker = (): WasmModule | undefined => loaded

/**
 * Loads the type checker's module, once.
 *
 * @throws MontyUsageError `MONTY_NO_BINARY` when the module is missing
 */
export async function loadChecker(): Promise<WasmModule> {
  if (loaded !== undefined) return loaded
  loading ??= read().then((module) => (loaded = module))
  try {
    return await loading
  } catch (error) {
    // A retry may succeed.
    loading = undefined
    throw missing(error)
  }
}

/**
 * Loads the type checker's module, holding this thread.
 *
 * @throws MontyUsageError `MONTY_NO_BINARY` when the module is missing, or has to be fetched
 */
export function loadCheckerNow(): WasmModule {
  if (loaded !== undefined) return loaded
  try {
    return (loaded = readNow())
  } catch (error) {
    throw missing(error)
  }
}

async function read(): Promise<WasmModule> {
  const { module } = await moduleFrom(source, 'checker', CHECKER_FILE)
  return module
}

function readNow(): WasmModule {
  if (isModule(source)) return ofKind(source, 'checker')
  const bytes = givenBytes(source) ?? readModuleNow(placeOf(source), CHECKER_FILE)
  return ofKind(compileNow(bytes), 'checker')
}

function missing(error: unknown): MontyUsageError {
  return new MontyUsageError(
    `type checking needs ${CHECKER_FILE}, which useWasm() takes as its option \`checker\`: ${(error as Error).message}`,
    'MONTY_NO_BINARY',
    error,
  )
}
