export const ENGINE_FILE = 'monty-node.wasm'
export const CHECKER_FILE = 'monty-checker.wasm'

/** Fails: no files are installed in a browser. */
export function installedFile(file: string): never {
  throw new Error(`${file} is needed here: its address, its bytes or a WebAssembly.Module`)
}

/** The address of another file in the same folder. */
export function beside(source: string | URL | undefined, file: string): string | undefined {
  if (source === undefined) return undefined
  const [address] = String(source).split(/[?#]/)
  return /^(data|blob):/.test(address!) ? undefined : address!.replace(/[^/]*$/, file)
}

/** Fetches the bytes of a module; the address may be relative to the page's. */
export async function readModule(
  source: string | URL | undefined,
  file: string,
): Promise<Uint8Array> {
  const address = String(source ?? installedFile(file))
  const response = await fetch(address.endsWith('/') ? address + file : address)
  if (!response.ok) throw new Error(`${address} answers ${response.status}`)
  return new Uint8Array(await response.arrayBuffer())
}

/** Fails: a browser cannot read a module synchronously. */
export function readModuleNow(source: string | URL | undefined, file: string): never {
  throw new Error(`${String(source ?? file)} has to be waited for`)
}
