import { serve } from '../../core/contract/os.js'
import type { FileSystem } from '../../core/contract/file-system.js'
import { MontyUsageError } from '../../core/errors.js'
import { isBytes } from '../../core/realm.js'
import { MemoryFileSystem } from '../../host/files/memory.js'

/** A file of the user's, which Python finds as `/inputs/NAME`. */
export interface InputFile {
  /** Its name, which may have directories in it. */
  readonly name: string
  readonly bytes: Uint8Array | string
  /** Its media type, for your own use. */
  readonly type?: string
}

/** What an execution may be given as files. */
export type GivenFiles = FileSystem | InputFile | ReadonlyArray<FileSystem | InputFile>

/** Where Python finds files of the user's. */
const INPUTS = '/inputs'

/**
 * The file systems of an execution: those that it is given, and one for files of the user's.
 *
 * @throws MontyUsageError for what is neither
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
