import type { Artifact } from '../../host/outcome.js'

const SHOWN: ReadonlySet<string> = new Set(['image/png', 'image/jpeg', 'image/gif', 'image/webp'])

/** HTTP headers for a file that Python wrote: browsers run nothing of it, and download all but images. */
export function artifactHeaders({ name, type, bytes }: Artifact): Record<string, string> {
  const file = encodeURIComponent(name.split('/').at(-1)!).replaceAll("'", '%27')
  const disposition = SHOWN.has(type) ? 'inline' : 'attachment'
  return {
    'content-type': type,
    'content-length': String(bytes.length),
    'content-disposition': `${disposition}; filename*=UTF-8''${file}`,
    'content-security-policy': "default-src 'none'; sandbox",
    'x-content-type-options': 'nosniff',
  }
}
