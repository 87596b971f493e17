import { pythonError } from '../../core/contract/python-error.js'
import { isBytes } from '../../core/realm.js'
import { PyFile, type PyPath } from '../../core/values/index.js'

/** The result of `open` for Python: if the host gave content, a file with that content. */
export function fileOf(opened: unknown, args: readonly unknown[]): unknown {
  if (typeof opened !== 'string' && !isBytes(opened)) return opened
  const [path, mode] = args as [PyPath, string]
  if (mode.startsWith('r') && !mode.includes('+')) return new PyFile(path.path, mode, 0)
  throw pythonError(
    'PermissionError',
    `[Errno 13] the host has only content to read for '${path.path}', not a file for mode '${mode}'`,
  )
}
