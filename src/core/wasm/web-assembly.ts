// The part of the platform's WebAssembly that is used. Neither Node's types nor those of browsers are
// available to everybody who reads these declarations.

/**
 * A compiled module: a `WebAssembly.Module`. It has no members by which types could distinguish it, so these
 * are members that it does not have: a promise of a module, for example, is not assignable.
 */
export interface WasmModule {
  readonly then?: never
  readonly length?: never
  readonly byteLength?: never
  readonly exports?: never
}

/** A server's answer: a `Response`. */
export interface WasmResponse {
  readonly ok: boolean
  readonly status: number
  readonly url: string
  arrayBuffer(): Promise<ArrayBuffer>
}

/**
 * Source of a WebAssembly module: its file or address, or those of a folder that contains it (an address of a
 * folder ends in `/`); its bytes; a server's answer; or the compiled module itself.
 */
export type WasmSource = string | URL | Uint8Array | ArrayBuffer | WasmResponse | WasmModule

interface WasmMemory {
  readonly buffer: ArrayBuffer
}

/** Exports of `crates/monty-wasm`. */
export interface EngineExports {
  readonly memory: WasmMemory
  mailbox_words(): number
  mailbox_body(bytes: number): number
  exchange(): number
  /** Serves the frames of a worker. */
  serve_frames(): number
  load_execution(): number
  dump_execution(): number
  dumped_limits(): number
  is_idle(): number
  function_names(): number
  check_types(): number
  drop_execution(number: number): void
  drop_program(number: number): void
}

/** Exports of `crates/monty-checker` in WebAssembly. */
export interface CheckerExports {
  readonly memory: WasmMemory
  /** Allocates memory for a request. Returns its address. */
  checker_request(bytes: number): number
  /** Executes the request. Returns the address of the answer, which is valid until the next request. */
  checker_check(): number
  checker_answer_bytes(): number
}

type HostFunction = (at: number, bytes: number) => number | void

interface Platform {
  readonly Module: {
    new (bytes: Uint8Array): WasmModule
    exports(module: WasmModule): Array<{ readonly name: string }>
    customSections(module: WasmModule, name: string): ArrayBuffer[]
  }
  readonly Instance: new (
    module: WasmModule,
    imports: Record<string, Record<string, HostFunction>>,
  ) => { readonly exports: unknown }
  compile(bytes: Uint8Array): Promise<WasmModule>
  instantiate(
    module: WasmModule,
    imports: Record<string, Record<string, HostFunction>>,
  ): Promise<{ readonly exports: unknown }>
}

const platform = (globalThis as { WebAssembly?: Platform }).WebAssembly

/** @throws TypeError where the platform has no WebAssembly */
function present(): Platform {
  if (platform === undefined) throw new TypeError('this platform has no WebAssembly')
  return platform
}

export const isModule = (value: unknown): value is WasmModule =>
  platform !== undefined && value instanceof platform.Module

export const compile = (bytes: Uint8Array): Promise<WasmModule> => present().compile(bytes)

/** Compiles a module, holding this thread. */
export const compileNow = (bytes: Uint8Array): WasmModule => new (present().Module)(bytes)

/** Which of our crates a module is built from; `undefined` for other modules. */
export function kindOf(module: WasmModule): 'engine' | 'checker' | undefined {
  const names = new Set(
    present()
      .Module.exports(module)
      .map(({ name }) => name),
  )
  if (names.has('mailbox_words') && names.has('serve_frames')) return 'engine'
  return names.has('checker_check') ? 'checker' : undefined
}

/** The package version that a module is built for, if the module states one. */
export function versionOf(module: WasmModule): string | undefined {
  const [section] = present().Module.customSections(module, 'monty-node')
  return section && new TextDecoder().decode(section)
}

/** The exports of a new instance, of the engine or of the type checker. */
export type Exports = EngineExports & CheckerExports

export type Host = Record<string, HostFunction>

/** @throws RangeError in a browser's main thread, which instantiates at most 8 MB synchronously */
export function instantiate(module: WasmModule, host: Host): Exports {
  const { Instance } = present()
  return new Instance(module, { host }).exports as Exports
}

/** Like `instantiate`, asynchronously and on all platforms. */
export async function instantiateLater(module: WasmModule, host: Host): Promise<Exports> {
  return (await present().instantiate(module, { host })).exports as Exports
}
