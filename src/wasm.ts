/// <reference types="node" preserve="true" />
/**
 * Python in WebAssembly: all exports of `monty-node`, and {@link useWasm}, which runs Python there.
 *
 * @packageDocumentation
 */
export * from './index.js'
export { useWasm } from './core/wasm/chosen.js'
export type { WasmOptions } from './core/wasm/chosen.js'
export type { WasmModule, WasmResponse, WasmSource } from './core/wasm/web-assembly.js'
