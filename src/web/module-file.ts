export const ENGINE_FILE = 'monty-node.wasm'
export const CHECKER_FILE = 'monty-checker.wasm'

/** Nothing is installed here. */
export function installedFile(file: string): never {
  throw new Error(`${file} is needed here: its address, its bytes or a WebAssembly.Module`)
}

/** Another file at the address where one is. */
export function beside(source: unknown, file: string): string | undefined {
  if (typeof source !== 'string' && !(source instanceof URL)) return undefined
  const [address] = String(source).split(/[?#]/)
  return /^(data|blob):/.test(address!) ? undefined : address!.replace(/[^/]*$/, file)
}

/** The bytes of a module from an address, which may be relative to the page's. */
export async function readModule(
  source: string | URL | undefined,
  file: string,
): Promise<Uint8Array> {
  const response = await fetch(source ?? installedFile(file))
  if (!response.ok) throw new Error(`${String(source)} answers ${response.status}`)
  return new Uint8Array(await response.arrayBuffer())
}
