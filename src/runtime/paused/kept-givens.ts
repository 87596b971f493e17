import { MontyUsageError } from '../../core/errors.js'
import type { FileSystem } from '../../core/contract/file-system.js'
import type { ResourceLimits } from '../../core/limits.js'
import { fileSystemsOf } from '../../host/files/of-session.js'
import type { CompleteRuntime } from '../options.js'
import { type ExecutionGivens, type Givens, type Metadata, resolveGivens } from '../run/given.js'
import {
  checkOverlays,
  type KeptFiles,
  loadedFiles,
  mountPaths,
  restoreFiles,
  serializeFiles,
} from './kept-files.js'
import type { PauseRecord } from './record.js'

/** What a paused run keeps of what it was given of its own. Its context and its variables are given anew. */
export interface KeptGivens {
  readonly files: readonly KeptFiles[]
  /** Where it saw directories of the host's, which are given anew. */
  readonly mounts: readonly string[]
  readonly limits: ResourceLimits | null
  readonly metadata: Metadata | null
}

type Kept = Pick<PauseRecord, 'own' | 'files'>

export function keptGivens({ files, limits, metadata }: Givens): Pick<PauseRecord, 'own'> {
  if (files.length === 0 && limits === undefined && metadata === undefined) return {}
  return {
    own: {
      files: serializeFiles(files),
      mounts: mountPaths(files),
      limits: limits ?? null,
      metadata: metadata ?? null,
    },
  }
}

/** What a run has when it is resumed: what was kept, and what it is given anew. */
export function resumedGivens(
  given: ExecutionGivens,
  { own }: Kept,
  runtime: CompleteRuntime,
): Givens {
  const { files = [], limits, metadata } = own ?? {}
  const loaded = given.files === undefined ? loadedFiles(files) : undefined
  return resolveGivens(
    {
      ...given,
      ...(loaded === undefined || loaded.length === 0 ? {} : { files: loaded }),
      ...(limits == null ? {} : { limits }),
      ...(metadata == null ? {} : { metadata }),
    },
    runtime,
  )
}

/**
 * Checks that the files are here that cannot travel.
 *
 * @throws MontyUsageError when a directory of the host's, or what was written over one, is not
 */
export function checkFiles(givens: Givens, runtime: CompleteRuntime, { own, files }: Kept): void {
  checkOverlays(filesOf(runtime), files)
  if (own === undefined) return
  checkOverlays(givens.files, own.files)
  const here = mountPaths(givens.files)
  const missing = own.mounts.find((path) => !here.includes(path))
  if (missing === undefined) return
  throw new MontyUsageError(
    `the execution was given a directory of the host's at ${missing}, which does not travel: resume it ` +
      'with the same files, as in resume(token, decisions, { files })',
  )
}

/** Brings files in memory back. */
export function restoreAll(givens: Givens, runtime: CompleteRuntime, { own, files }: Kept): void {
  restoreFiles(filesOf(runtime), files)
  if (own !== undefined) restoreFiles(givens.files, own.files)
}

const filesOf = ({ host }: CompleteRuntime): readonly FileSystem[] =>
  fileSystemsOf(host.given.files)
