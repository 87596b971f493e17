/** Nothing is installed here. */
export function installedFile(): never {
  throw new Error('useWasm() needs the module here: its address, its bytes or a WebAssembly.Module')
}

/** The bytes of the module from an address, which may be relative to the page's. */
export async function readModule(source: string | URL | undefined): Promise<Uint8Array> {
  const response = await fetch(source ?? installedFile())
  if (!response.ok) throw new Error(`${String(source)} answers ${response.status}`)
  return new Uint8Array(await response.arrayBuffer())
}
