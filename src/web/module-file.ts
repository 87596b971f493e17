export const ENGINE_FILE = 'monty-node.wasm'
export const CHECKER_FILE = 'monty-checker.wasm'

/** Nothing is installed here. */
export function installedFile(file: string): never {
  throw new Error(`${file} is needed here: its address, its bytes or a WebAssembly.Module`)
}

/** Another file at the address where one is. */
export function beside(source: string | URL | undefined, file: string): string | undefined {
  if (source === undefined) return undefined
  const [address] = String(source).split(/[?#]/)
  return /^(data|blob):/.test(address!) ? undefined : address!.replace(/[^/]*$/, file)
}

/** The bytes of a module from an address, which may be relative to the page's. */
export async function readModule(
  source: string | URL | undefined,
  file: string,
): Promise<Uint8Array> {
  const address = String(source ?? installedFile(file))
  const response = await fetch(address.endsWith('/') ? address + file : address)
  if (!response.ok) throw new Error(`${address} answers ${response.status}`)
  return new Uint8Array(await response.arrayBuffer())
}

/** Nothing is read here without waiting for it. */
export function readModuleNow(source: string | URL | undefined, file: string): never {
  throw new Error(`${String(source ?? file)} has to be waited for`)
}
