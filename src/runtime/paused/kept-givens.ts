import { MontyUsageError } from '../../core/errors.js'
import type { FileSystem } from '../../core/contract/file-system.js'
import { fileSystemsOf } from '../../host/files/of-session.js'
import type { Outputs } from '../files/outputs.js'
import type { CompleteRuntime } from '../resolve-options.js'
import { type ExecutionGivens, type Givens, resolveGivens } from '../run/given.js'
import {
  checkOverlays,
  loadedFiles,
  mountPaths,
  restoreFiles,
  serializeFiles,
} from './kept-files.js'
import type { PauseRecord } from './record.js'

type Kept = Pick<PauseRecord, 'own' | 'files'>

export function keptGivens({
  files,
  limits,
  metadata,
  conversation,
  tenant,
}: Givens): Pick<PauseRecord, 'own'> {
  const isPlain = [limits, metadata, conversation, tenant].every((one) => one === undefined)
  if (files.length === 0 && isPlain) return {}
  return {
    own: {
      files: serializeFiles(files),
      mounts: mountPaths(files),
      limits: limits ?? null,
      metadata: metadata ?? null,
      ...(conversation === undefined ? {} : { conversation }),
      ...(tenant === undefined ? {} : { tenant }),
    },
  }
}

/** The options of a resumed run: those kept, and those passed anew. */
export function resumedGivens(
  given: ExecutionGivens,
  { own }: Kept,
  runtime: CompleteRuntime,
  outputs: Outputs | undefined,
): Givens {
  const { files = [], limits, metadata, conversation, tenant } = own ?? {}
  const loaded = given.files === undefined ? loadedFiles(files) : undefined
  return resolveGivens(
    {
      ...given,
      ...(loaded === undefined || loaded.length === 0 ? {} : { files: loaded }),
      ...(limits == null ? {} : { limits }),
      ...(metadata == null ? {} : { metadata }),
      ...(conversation == null ? {} : { conversation }),
      ...(tenant == null ? {} : { tenant }),
    },
    runtime,
    outputs,
  )
}

/**
 * Checks that the files that cannot be serialized are present.
 *
 * @throws MontyUsageError when a mounted host directory, or the changes of an overlay, are missing
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

/** Restores the files in memory of the runtime and of the execution. */
export function restoreAll(givens: Givens, runtime: CompleteRuntime, { own, files }: Kept): void {
  restoreFiles(filesOf(runtime), files)
  if (own !== undefined) restoreFiles(givens.files, own.files)
}

const filesOf = ({ host }: CompleteRuntime): readonly FileSystem[] =>
  fileSystemsOf(host.given.files)
