import { MontyUsageError } from '../errors.js'
import { checkNames, namesOf } from '../option-checks.js'
import { checkerComesFrom, checkerComesLater } from './checker-module.js'
import { isSameBytes, printOf, type Print } from './fingerprint.js'
import { prepareInstances } from './instances.js'
import { beside, CHECKER_FILE, ENGINE_FILE, readModuleNow } from './module-file.js'
import { checkSource, moduleFrom, ofKind, placeOf } from './module-source.js'
import { compileNow, isModule, type WasmModule, type WasmSource } from './web-assembly.js'

/** Options of {@link useWasm}. */
export interface WasmOptions {
  /**
   * The type checker's module, `monty-checker.wasm`, which is loaded at the first check. Default: the file of
   * that name beside the engine's, if that is a file or an address, otherwise that of the package
   * `monty-node-wasm32`.
   */
  readonly checker?: WasmSource
}

const KNOWN = namesOf<WasmOptions>({ checker: true })
const BY_ENVIRONMENT = 'MONTY_NODE_WASM'

/** The module in use, and the source that it was chosen by. */
interface Choice {
  readonly source: WasmSource | undefined
  readonly module: WasmModule
  /** Fingerprint of the module's bytes, if they were available. */
  readonly print: Print | undefined
}

let chosen: Choice | undefined = undefined
/** Unfinished calls of `useWasm()`, which are serialized. */
let pending = 0
let turn: Promise<unknown> = Promise.resolve()
let isNative = false

/**
 * Runs Python in WebAssembly from now on, instead of in the native addon, which is then never loaded: for
 * platforms without a binary, or where none may be loaded.
 *
 * Differences from the native engine: without isolation Python holds the thread until it calls the host or
 * ends, even in `runAsync` and the like; `isolation: 'process'` is a thread with an instance of its own;
 * directories of the host cannot be mounted. The environment variable `MONTY_NODE_WASM`, `1` or the module's
 * path, has the same effect.
 *
 * The choice is final: the same choice again is accepted, another one is refused. A `checker` may be added
 * later, until one was loaded.
 *
 * @param source the engine's module; by default that of the package `monty-node-wasm32`
 * @param options the source of the type checker's module
 * @throws MontyUsageError `MONTY_NO_BINARY` when the module is missing or unusable; `MONTY_USAGE` when Python
 * has run in the addon already, or in another module
 * @example
 * ```ts
 * import { Monty, useWasm } from 'monty-node/wasm'
 *
 * await useWasm(bytes)
 * new Monty('6 * 7').run() // 42
 * ```
 */
export async function useWasm(source?: WasmSource, options: WasmOptions = {}): Promise<void> {
  checkNames(options, KNOWN, 'useWasm')
  checkSource(source, 'what useWasm() takes')
  checkSource(options.checker, "useWasm's option checker")
  refuseWhenNative()
  pending++
  try {
    const before = turn
    const choosing = before.then(() => choose(source, options.checker))
    // The next call waits until this one has ended, whatever its outcome.
    turn = choosing.catch(() => {})
    await choosing
  } finally {
    pending--
  }
}

async function choose(
  source: WasmSource | undefined,
  checker: WasmSource | undefined,
): Promise<void> {
  if (chosen !== undefined) {
    await refuseAnother(chosen, source)
    if (checker !== undefined) checkerComesLater(checker)
    return
  }
  const { module, print } = await load(source)
  refuseWhenNative()
  checkerComesFrom(checker ?? beside(placeOf(source), CHECKER_FILE))
  chosen = { source, module, print }
}

/** The module in which Python runs, if one was chosen. */
export function chosenModule(): WasmModule | undefined {
  if (chosen !== undefined) return chosen.module
  // `useWasm()` refuses to start when the addon is in use.
  if (pending > 0) {
    throw new MontyUsageError('useWasm() has not ended yet: await it before anything runs Python')
  }
  const source = isNative ? undefined : byEnvironment()
  if (source === undefined) return undefined
  try {
    const bytes = readModuleNow(source.path, ENGINE_FILE)
    const module = ofKind(compileNow(bytes), 'engine')
    checkerComesFrom(beside(source.path, CHECKER_FILE))
    chosen = { source: source.path, module, print: printOf(bytes) }
    return module
  } catch (error) {
    throw unusable(error, `, which ${BY_ENVIRONMENT} asks for`)
  }
}

/** Notes that the addon was loaded, or that a worker is about to load it: later choices are refused. */
export function noteNativeUse(): void {
  isNative = true
}

/** The choice by environment variable: none, the installed module, or a path. */
function byEnvironment(): { path: string | undefined } | undefined {
  const value = process.env[BY_ENVIRONMENT]?.trim() ?? ''
  if (/^(?:|0|false|no|off)$/i.test(value)) return undefined
  return { path: /^(?:1|true|yes|on)$/i.test(value) ? undefined : value }
}

function refuseWhenNative(): void {
  if (isNative && chosen === undefined) {
    throw new MontyUsageError('useWasm() must be called before anything runs Python')
  }
}

/** Refuses a module other than the one in use. */
async function refuseAnother(used: Choice, source: WasmSource | undefined): Promise<void> {
  if (source === undefined || source === used.source || source === used.module) return
  const isSamePlace = placeOf(source) !== undefined && !isModule(source)
  if (isSamePlace && String(placeOf(source)) === String(placeOf(used.source))) return
  if (!isModule(source) && used.print !== undefined) {
    const { bytes } = await moduleFrom(source, 'engine', ENGINE_FILE).catch((error: unknown) => {
      throw unusable(error)
    })
    if (bytes !== undefined && isSameBytes(used.print, printOf(bytes))) return
  }
  throw new MontyUsageError('Python runs in another WebAssembly module already')
}

async function load(source: WasmSource | undefined): Promise<Omit<Choice, 'source'>> {
  try {
    const { module, bytes } = await moduleFrom(source, 'engine', ENGINE_FILE)
    await prepareInstances(module)
    return { module, print: bytes && printOf(bytes) }
  } catch (error) {
    throw unusable(error)
  }
}

function unusable(error: unknown, by = ''): MontyUsageError {
  return new MontyUsageError(
    `WebAssembly${by} cannot be used: ${(error as Error).message}`,
    'MONTY_NO_BINARY',
    error,
  )
}
