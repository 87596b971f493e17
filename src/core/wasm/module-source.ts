import { MontyUsageError } from '../errors.js'
import { types } from '../node.js'
import { VERSION } from '../version.js'
import { isBytes } from '../realm.js'
import { readModule } from './module-file.js'
import {
  compile,
  isModule,
  kindOf,
  versionOf,
  type WasmModule,
  type WasmResponse,
  type WasmSource,
} from './web-assembly.js'

const NAMES = { engine: "monty-node's engine", checker: "monty-node's type checker" }

/**
 * Validates a module source.
 *
 * @throws MontyUsageError
 */
export function checkSource(
  source: unknown,
  what: string,
): asserts source is WasmSource | undefined {
  const isFine =
    source === undefined ||
    typeof source === 'string' ||
    source instanceof URL ||
    isModule(source) ||
    givenBytes(source) !== undefined ||
    isResponse(source)
  if (isFine) return
  const advice = types.isPromise(source) ? ': await it first' : ''
  throw new MontyUsageError(
    `${what} must be a path, an address, bytes, a Response or a WebAssembly.Module${advice}`,
  )
}

/** The bytes of a source that is given as bytes. */
export function givenBytes(source: unknown): Uint8Array | undefined {
  if (isBytes(source)) return source
  if (types.isAnyArrayBuffer(source)) return new Uint8Array(source)
  // Any other view of memory.
  return ArrayBuffer.isView(source)
    ? new Uint8Array(source.buffer, source.byteOffset, source.byteLength)
    : undefined
}

const isResponse = (source: unknown): source is WasmResponse =>
  typeof (source as WasmResponse | null)?.arrayBuffer === 'function'

/** The address or path of a source, if it has one. */
export function placeOf(source: WasmSource | undefined): string | URL | undefined {
  if (typeof source === 'string' || source instanceof URL) return source
  return isResponse(source) ? source.url || undefined : undefined
}

/** Reads the bytes of any source. */
async function bytesOf(
  source: Exclude<WasmSource, WasmModule> | undefined,
  file: string,
): Promise<Uint8Array> {
  const bytes = givenBytes(source)
  if (bytes !== undefined) return bytes
  if (!isResponse(source)) return readModule(source as string | URL | undefined, file)
  if (!source.ok) throw new Error(`${source.url || 'the server'} answers ${source.status}`)
  return new Uint8Array(await source.arrayBuffer())
}

/** Reads and compiles the module of a source. */
export async function moduleFrom(
  source: WasmSource | undefined,
  kind: 'engine' | 'checker',
  file: string,
): Promise<{ module: WasmModule; bytes?: Uint8Array }> {
  if (isModule(source)) return { module: ofKind(source, kind) }
  const bytes = await bytesOf(source, file)
  return { module: ofKind(await compile(bytes), kind), bytes }
}

/** Refuses a module of another kind. */
export function ofKind(module: WasmModule, kind: 'engine' | 'checker'): WasmModule {
  const actual = kindOf(module)
  if (actual === kind) return ofThisVersion(module, kind)
  const instead = actual === undefined ? '' : `, but ${NAMES[actual]}`
  throw new Error(`this is not ${NAMES[kind]}${instead}`)
}

function ofThisVersion(module: WasmModule, kind: 'engine' | 'checker'): WasmModule {
  const version = versionOf(module) ?? VERSION
  if (version === VERSION) return module
  throw new Error(
    `${NAMES[kind]} is of version ${version}, and monty-node of version ${VERSION}: ` +
      `npm install monty-node-wasm32@${VERSION}, and serve its files`,
  )
}
