/** Whether the tests of this process run Python in WebAssembly, where not everything of the host's is there. */
export const isWasm = process.env.MONTY_NODE_WASM !== undefined
