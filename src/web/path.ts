/** Removes `.`, `..` and empty parts of a path, where possible. */
export function normalize(path: string): string {
  const isAbsolute = path.startsWith('/')
  const parts: string[] = []
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue
    if (part !== '..') parts.push(part)
    else if (parts.length > 0 && parts.at(-1) !== '..') parts.pop()
    else if (!isAbsolute) parts.push(part)
  }
  const end = path.endsWith('/') ? '/' : ''
  if (isAbsolute) return parts.length === 0 ? '/' : `/${parts.join('/')}${end}`
  return (parts.join('/') || (path === '' ? '' : '.')) + end || '.'
}

const join = (...parts: readonly string[]): string => normalize(parts.filter(Boolean).join('/'))

function dirname(path: string): string {
  const at = path.replace(/\/+$/, '').lastIndexOf('/')
  if (at < 0) return path.startsWith('/') ? '/' : '.'
  return at === 0 ? '/' : path.slice(0, at)
}

const functions = {
  sep: '/',
  dirname,
  join,
  normalize,
  resolve: (...parts: readonly string[]) => join('/', ...parts),
}

/** The functions of `node:path` that this package uses; the working directory is the root. */
export const webPath = { ...functions, posix: functions }
