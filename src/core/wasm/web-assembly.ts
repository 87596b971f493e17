// The part of the platform's WebAssembly that is used, as neither Node's types nor ours for browsers are there
// for everybody who reads these declarations.

/**
 * A module that was compiled: a `WebAssembly.Module`. That has no members by which types could tell it, so here is what
 * it does not have: a promise of a module, for one, is none.
 */
export interface WasmModule {
  readonly then?: never
  readonly length?: never
  readonly byteLength?: never
  readonly exports?: never
}

/** The answer of a server: a `Response`. */
export interface WasmResponse {
  readonly ok: boolean
  readonly status: number
  readonly url: string
  arrayBuffer(): Promise<ArrayBuffer>
}

/**
 * Where a WebAssembly module comes from: its file, or its address, or a folder of either that has it, which ends in `/`
 * where it is an address; its bytes; a server's answer; or the module itself, compiled already.
 */
export type WasmSource = string | URL | Uint8Array | ArrayBuffer | WasmResponse | WasmModule

interface WasmMemory {
  readonly buffer: ArrayBuffer
}

/** What `crates/monty-wasm` exports. */
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

/** What `crates/monty-checker` exports in WebAssembly. */
export interface CheckerExports {
  readonly memory: WasmMemory
  /** Where a request of so many bytes is to be written. */
  checker_request(bytes: number): number
  /** Checks what lies there: where the answer is, until the next request. */
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

/** Compiles, holding this thread. */
export const compileNow = (bytes: Uint8Array): WasmModule => new (present().Module)(bytes)

/** Of which of our crates a module is; nothing of another one. */
export function kindOf(module: WasmModule): 'engine' | 'checker' | undefined {
  const names = new Set(
    present()
      .Module.exports(module)
      .map(({ name }) => name),
  )
  if (names.has('mailbox_words') && names.has('serve_frames')) return 'engine'
  return names.has('checker_check') ? 'checker' : undefined
}

/** The version of the package that a module comes from, where it says so. */
export function versionOf(module: WasmModule): string | undefined {
  const [section] = present().Module.customSections(module, 'monty-node')
  return section && new TextDecoder().decode(section)
}

/** The exports of a new instance, of the engine or of the type checker. */
export type Exports = EngineExports & CheckerExports

export type Host = Record<string, HostFunction>

/** @throws RangeError in a browser's own thread, which instantiates no more than 8 MB at once */
export function instantiate(module: WasmModule, host: Host): Exports {
  const { Instance } = present()
  return new Instance(module, { host }).exports as Exports
}

/** The same wherever there is WebAssembly, for who can wait. */
export async function instantiateLater(module: WasmModule, host: Host): Promise<Exports> {
  return (await present().instantiate(module, { host })).exports as Exports
}
