/// <reference types="node" preserve="true" />
/**
 * Python in WebAssembly: everything that `monty-node` has, and {@link useWasm}, which has it run there.
 *
 * @packageDocumentation
 */
export * from './index.js'
export { useWasm } from './core/wasm/chosen.js'
export type { WasmOptions } from './core/wasm/chosen.js'
export type { WasmModule, WasmResponse, WasmSource } from './core/wasm/web-assembly.js'
