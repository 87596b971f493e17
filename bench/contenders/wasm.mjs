// Our own package with the WebAssembly module, as it is published.
export async function load() {
  const library = await import('../../dist/wasm.js')
  await library.useWasm()
  return library
}
