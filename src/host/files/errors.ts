import { pythonError } from '../../core/contract/python-error.js'

/** Python's file errors: type, `errno` and message. */
const KINDS = {
  notFound: ['FileNotFoundError', 2, 'No such file or directory'],
  denied: ['PermissionError', 13, 'Permission denied'],
  exists: ['FileExistsError', 17, 'File exists'],
  crossDevice: ['OSError', 18, 'Invalid cross-device link'],
  notDirectory: ['NotADirectoryError', 20, 'Not a directory'],
  isDirectory: ['IsADirectoryError', 21, 'Is a directory'],
  full: ['OSError', 28, 'No space left on device'],
  tooLong: ['OSError', 36, 'File name too long'],
  notEmpty: ['OSError', 39, 'Directory not empty'],
} as const

/** `[Errno 2] No such file or directory: '/data/x'` */
export function fileError(kind: keyof typeof KINDS, path: string): Error {
  const [type, number, text] = KINDS[kind]
  return pythonError(type, `[Errno ${number}] ${text}: '${path}'`)
}
