/** The fragment of an address that contains a program. */
export function linkOf(code: string): string {
  const bytes = new TextEncoder().encode(code)
  let binary = ''
  for (const byte of bytes) binary += String.fromCharCode(byte)
  return `#code=${btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')}`
}

/** The program in the fragment of an address; `undefined` without one. */
export function codeIn(hash: string): string | undefined {
  const [, encoded] = /^#code=([\w-]+)$/.exec(hash) ?? []
  if (encoded === undefined) return undefined
  try {
    const binary = atob(encoded.replaceAll('-', '+').replaceAll('_', '/'))
    return new TextDecoder().decode(Uint8Array.from(binary, (one) => one.charCodeAt(0)))
  } catch {
    return undefined
  }
}
