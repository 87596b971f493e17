import { MontyUsageError } from '../../core/errors.js'
import { nodePath } from '../../core/node.js'

/** An absolute path without `.`, `..` and empty parts. */
export function normalize(path: unknown): string {
  if (typeof path !== 'string' || !path.startsWith('/') || path.includes('\0')) {
    throw new MontyUsageError(`${JSON.stringify(path)} must be an absolute path, such as '/data/x'`)
  }
  const normal = nodePath.posix.normalize(path).replace(/^\/+/, '/')
  return normal.length > 1 && normal.endsWith('/') ? normal.slice(0, -1) : normal
}
