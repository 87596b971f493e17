import { serve } from '../../core/contract/os.js'
import type { FileSystem } from '../../core/contract/file-system.js'
import { MontyUsageError } from '../../core/errors.js'
import { isBytes } from '../../core/realm.js'
import { MemoryFileSystem } from '../../host/files/memory.js'

/** A file of the user's; Python finds it as `/inputs/NAME`. */
export interface InputFile {
  /** File name, which may contain directories. */
  readonly name: string
  readonly bytes: Uint8Array | string
  /** Media type, for the host's own use. */
  readonly type?: string
}

/** Files for one execution. */
export type GivenFiles = FileSystem | InputFile | ReadonlyArray<FileSystem | InputFile>

/** Directory in which Python finds the user's files. */
const INPUTS = '/inputs'

/**
 * The file systems of an execution: the given ones, and one for the user's files.
 *
 * @throws MontyUsageError for a value that is neither
 */
export function fileSystemsOfGiven(given: GivenFiles | undefined): FileSystem[] {
  if (given === undefined) return []
  const all = (Array.isArray(given) ? given : [given]) as Array<FileSystem | InputFile>
  const systems = all.filter((one): one is FileSystem => isObject(one) && serve in one)
  const inputs = all.filter((one): one is InputFile => !(isObject(one) && serve in one))
  if (inputs.length === 0) return systems
  const files = Object.fromEntries(inputs.map((one) => [pathOf(one), one.bytes]))
  return [...systems, new MemoryFileSystem({ root: INPUTS, files })]
}

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null

function pathOf(file: InputFile): string {
  const { name, bytes } = (isObject(file) ? file : {}) as Partial<InputFile>
  if (typeof name !== 'string' || !(typeof bytes === 'string' || isBytes(bytes))) {
    throw new MontyUsageError(
      "files must be a MemoryFileSystem, a MountDir, files of the user's such as { name: 'a.csv', bytes }, or an array of these",
    )
  }
  const parts = name.split('/')
  if (parts.some((part) => part === '' || part === '.' || part === '..') || name.includes('\0')) {
    throw new MontyUsageError(`files: ${JSON.stringify(name)} is not the name of a file`)
  }
  return `${INPUTS}/${name}`
}
