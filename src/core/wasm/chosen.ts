import { MontyUsageError } from '../errors.js'
import { checkNames, namesOf } from '../option-checks.js'
import { checkerComesFrom, checkerComesLater } from './checker-module.js'
import { isSameBytes, printOf, type Print } from './fingerprint.js'
import { prepareInstances } from './instances.js'
import { beside, CHECKER_FILE, ENGINE_FILE, readModuleNow } from './module-file.js'
import { checkSource, moduleFrom, ofKind, placeOf } from './module-source.js'
import { compileNow, isModule, type WasmModule, type WasmSource } from './web-assembly.js'

/** How {@link useWasm} is told more. */
export interface WasmOptions {
  /**
   * The type checker's module, `monty-checker.wasm`, which is loaded at the first check. By default the file of that
   * name beside the engine's, where that is a file or an address, else that of the package `monty-node-wasm32`.
   */
  readonly checker?: WasmSource
}

const KNOWN = namesOf<WasmOptions>({ checker: true })
const BY_ENVIRONMENT = 'MONTY_NODE_WASM'

/** What was chosen: by what it was named, and what that came to. */
interface Choice {
  readonly source: WasmSource | undefined
  readonly module: WasmModule
  /** Of its bytes, where they were seen. */
  readonly print: Print | undefined
}

let chosen: Choice | undefined = undefined
/** Calls of `useWasm()` that have not come to an end, one after the other. */
let pending = 0
let turn: Promise<unknown> = Promise.resolve()
let isNative = false

/**
 * Has Python run in WebAssembly from now on, rather than in the native addon, which is then never loaded: where
 * there is no binary for the platform, or none may be loaded.
 *
 * What differs from the native engine: without isolation Python holds the thread until it calls the host or ends,
 * also in `runAsync` and the like; `isolation: 'process'` is a thread with an instance of its own; directories of
 * the host cannot be mounted. The environment variable `MONTY_NODE_WASM`, `1` or the module's path, does the same.
 *
 * Once chosen it stays: the same choice again is fine, another one is refused. A `checker` may be named later, until
 * one was loaded.
 *
 * @param source the engine's module; by default that of the package `monty-node-wasm32`
 * @param options where the type checker's module is
 * @throws MontyUsageError `MONTY_NO_BINARY` when it is not there or cannot be used; `MONTY_USAGE` when
 * Python has run in the addon already, or in another module
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
    // Whoever comes next waits for the end, whatever that is.
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

/** The module in which Python is to run, if it was chosen. */
export function chosenModule(): WasmModule | undefined {
  if (chosen !== undefined) return chosen.module
  // `useWasm()` refuses to begin when the addon is in use.
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

/** The addon was loaded, or a worker is about to load it: from now on nothing else is chosen. */
export function noteNativeUse(): void {
  isNative = true
}

/** What the environment asks for: nothing, the installed module, or a path. */
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

/** Refuses a module that is not the one in use. */
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
