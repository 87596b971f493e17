import { MontyUsageError } from '../../core/errors.js'
import { contentOf, type FileTree, type Quotas } from './tree.js'
import { isBytes } from '../../core/realm.js'

const MAGIC = 'MNFILES1'

interface Entry {
  readonly path: string
  readonly modifiedMs: number
  /** Bytes of a file; absent for a directory. */
  readonly size?: number
}

interface Head {
  readonly root: string
  /** `null` for no limit. */
  readonly quotas: Record<keyof Quotas, number | null>
  readonly entries: readonly Entry[]
}

export interface Archive {
  readonly root: string
  readonly quotas: Quotas
  readonly directories: ReadonlyArray<{ path: string; modifiedMs: number }>
  readonly files: ReadonlyArray<{ path: string; modifiedMs: number; content: Uint8Array }>
}

/**
 * Writes the magic, the length of the head, the head as JSON, then the files one after the other.
 */
export function writeArchive(source: { root: string; quotas: Quotas; tree: FileTree }): Buffer {
  const entries: Entry[] = []
  const contents: Buffer[] = []
  for (const [path, node] of source.tree.walk()) {
    const { modifiedMs } = node
    if (node.kind === 'directory') {
      entries.push({ path, modifiedMs })
    } else {
      entries.push({ path, modifiedMs, size: node.size })
      contents.push(contentOf(node))
    }
  }
  const finite = (value: number): number | null => (value === Infinity ? null : value)
  const { maxBytes, maxFiles, maxDepth } = source.quotas
  const quotas = {
    maxBytes: finite(maxBytes),
    maxFiles: finite(maxFiles),
    maxDepth: finite(maxDepth),
  }
  const head = Buffer.from(JSON.stringify({ root: source.root, quotas, entries } satisfies Head))
  const length = Buffer.alloc(4)
  length.writeUInt32LE(head.length)
  return Buffer.concat([Buffer.from(MAGIC), length, head, ...contents])
}

export function readArchive(bytes: Uint8Array): Archive {
  if (!isBytes(bytes)) {
    throw new MontyUsageError('a dump of files must be a Buffer or Uint8Array')
  }
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  try {
    return read(buffer)
  } catch (error) {
    throw new MontyUsageError('these bytes are not a dump of files', 'MONTY_USAGE', error)
  }
}

function read(buffer: Buffer): Archive {
  if (buffer.toString('latin1', 0, MAGIC.length) !== MAGIC) throw new Error('no magic')
  const start = MAGIC.length + 4
  const end = start + buffer.readUInt32LE(MAGIC.length)
  const head = JSON.parse(buffer.toString('utf8', start, end)) as Head
  let at = end
  const files = head.entries.flatMap(({ path, modifiedMs, size }) => {
    if (size === undefined) return []
    if (!Number.isSafeInteger(size) || size < 0 || at + size > buffer.length) throw new Error('cut')
    const content = buffer.subarray(at, at + size)
    at += size
    return [{ path, modifiedMs, content }]
  })
  if (at !== buffer.length) throw new Error('too long')
  return {
    root: head.root,
    quotas: {
      maxBytes: head.quotas.maxBytes ?? Infinity,
      maxFiles: head.quotas.maxFiles ?? Infinity,
      maxDepth: head.quotas.maxDepth ?? Infinity,
    },
    directories: head.entries.filter(({ size }) => size === undefined),
    files,
  }
}
