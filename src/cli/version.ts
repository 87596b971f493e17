import { fileURLToPath, fs } from './node.js'

/** The version of this package. */
export function version(): string {
  const manifest = fileURLToPath(new URL('../../package.json', import.meta.url))
  return (JSON.parse(fs.readFileSync(manifest, 'utf8')) as { version: string }).version
}
