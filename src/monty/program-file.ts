import { isBytes } from '../core/realm.js'
import { MontySnapshotError, MontyUsageError } from '../core/errors.js'
import type { MontyOptions } from './options.js'
import { resolveSource } from './source.js'
import { type Source } from '../core/engine/source.js'

const MAGIC = 'MNPY1\n'

/** Serializes a program: a first line, then its source and options as JSON. */
export function writeProgram(source: Source): Buffer {
  const { code, scriptName, inputs, assertBytes, allowEval, lastAssignment, stubs } = source
  const { maxBytes, language } = source
  const modules = Object.fromEntries(source.modules.map((stub) => [stub.module, stub.source]))
  const file = {
    code,
    scriptName,
    inputs,
    assertBytes,
    allowEval,
    lastAssignment,
    stubs,
    maxBytes,
    language,
    modules,
  }
  return Buffer.from(MAGIC + JSON.stringify(file), 'utf8')
}

/** Reads the output of {@link writeProgram}, validating it like options of a caller. */
export function readProgram(bytes: Uint8Array): Source {
  if (!isBytes(bytes)) {
    throw new MontyUsageError('a program must be a Buffer or Uint8Array')
  }
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8')
  if (!text.startsWith(MAGIC)) throw malformed('they do not begin like one')
  try {
    const file = JSON.parse(text.slice(MAGIC.length)) as Record<string, never>
    const { code, scriptName, inputs, assertBytes, allowEval, stubs, maxBytes } = file
    const options: MontyOptions = {
      scriptName: scriptName!,
      inputs: inputs!,
      assertMessages: assertBytes!,
      allowEval: allowEval!,
      // Older files lack the option.
      ...(file['lastAssignment'] === undefined ? {} : { lastAssignment: file['lastAssignment'] }),
      language: file['language'] ?? 'monty',
      typeStubs: stubs!,
      modules: file['modules']!,
      limits: { maxCodeBytes: maxBytes! },
    }
    return resolveSource(code, options)
  } catch (error) {
    throw malformed((error as Error).message, error)
  }
}

function malformed(reason: string, cause?: unknown): MontySnapshotError {
  return new MontySnapshotError('format', `the bytes are not a program: ${reason}`, cause)
}
