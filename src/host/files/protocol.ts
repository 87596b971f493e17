import { isUtf8, TextDecoder } from '../../core/node.js'
import { NOT_HANDLED, type OsCall } from '../../core/contract/os.js'
import { pythonError } from '../../core/contract/python-error.js'
import { PyFile, PyFloat, PyPath, PyTuple } from '../../core/values/index.js'
import { fileError } from './errors.js'
import { characters, decodedInSlices, encodedInSlices, isLong } from './long-text.js'
import { contentOf, type FileTree, type Node, splitPath } from './tree.js'

/** Answers Python's file calls from a tree. */
export function answerFromTree(tree: FileTree, call: OsCall, path: string): unknown {
  const { args } = call
  switch (call.name) {
    case 'Path.exists':
      return tree.find(path) !== undefined
    case 'Path.is_file':
      return tree.find(path)?.kind === 'file'
    case 'Path.is_dir':
      return tree.find(path)?.kind === 'directory'
    case 'Path.is_symlink':
      return false
    case 'Path.read_text':
      return readText(contentOf(tree.file(path)), call)
    case 'Path.read_bytes':
      return Buffer.from(contentOf(tree.file(path)))
    case 'Path.stat':
      return statOf(tree.find(path) ?? tree.directory(path))
    case 'Path.iterdir':
      return [...tree.directory(path).children.keys()]
        .toSorted()
        .map((name) => new PyPath(path === '/' ? `/${name}` : `${path}/${name}`))
    case 'Path.scan':
      return scan(tree, call, path)
    case 'Path.resolve':
    case 'Path.absolute':
      return new PyPath(path)
    case 'Path.write_text':
      return withUtf8(call, (utf8) => tree.write(path, utf8, call.nowMs()))
    case 'Path.append_text':
      return withUtf8(call, (utf8) => tree.append(path, utf8, call.nowMs()))
    case 'Path.write_bytes':
      tree.write(path, Buffer.from(args[1] as Buffer), call.nowMs())
      return (args[1] as Buffer).length
    case 'Path.append_bytes':
      tree.append(path, Buffer.from(args[1] as Buffer), call.nowMs())
      return (args[1] as Buffer).length
    case 'open':
      return open(tree, call, path)
    default:
      return change(tree, call, path)
  }
}

function change(tree: FileTree, { name, kwargs, nowMs }: OsCall, path: string): unknown {
  switch (name) {
    case 'Path.mkdir': {
      const { parents = false, exist_ok: existOk = false } = kwargs as Record<string, boolean>
      tree.makeDirectory(path, { parents, existOk }, nowMs())
      return null
    }
    case 'Path.unlink':
      tree.removeFile(path)
      return null
    case 'Path.rmdir':
      tree.removeDirectory(path)
      return null
    default:
      return NOT_HANDLED
  }
}

function open(tree: FileTree, { args, nowMs }: OsCall, path: string): PyFile {
  const mode = args[1] as string
  if (mode.startsWith('r')) tree.file(path)
  else if (mode.startsWith('w')) tree.write(path, Buffer.alloc(0), nowMs())
  else tree.append(path, Buffer.alloc(0), nowMs())
  return new PyFile(path, mode, 0)
}

function statOf(node: Node): PyTuple {
  const modified = new PyFloat(node.modifiedMs / 1_000)
  const isFile = node.kind === 'file'
  return PyTuple.named('StatResult', {
    st_mode: isFile ? 0o100_644 : 0o040_755,
    st_ino: 0,
    st_dev: 0,
    st_nlink: isFile ? 1 : 2,
    st_uid: 0,
    st_gid: 0,
    st_size: isFile ? node.size : 4_096,
    st_atime: modified,
    st_mtime: modified,
    st_ctime: modified,
  })
}

/** Lists a directory and everything below it: relative path and kind of each entry. */
function scan(tree: FileTree, { kwargs }: OsCall, path: string): unknown {
  const root = tree.find(path)
  if (root === undefined) {
    // A pattern that matches nothing is no error.
    if (kwargs['pattern'] !== null) return []
    throw fileError('notFound', path)
  }
  const { max_depth: maxDepth } = kwargs as { max_depth: number | null }
  const entries = [entryOf('', root)]
  const prefix = path === '/' ? 1 : path.length + 1
  for (const [child, node] of tree.walk(path)) {
    const relative = child.slice(prefix)
    if (maxDepth === null || relative.split('/').length <= maxDepth) {
      entries.push(entryOf(relative, node))
    }
  }
  return entries
}

function entryOf(path: string, { kind }: Node): PyTuple {
  return new PyTuple<unknown>(path, kind === 'directory', kind === 'file', false)
}

/** Writes the text of a call; how many characters it has. */
function withUtf8(
  { args, inSlices }: OsCall,
  write: (utf8: Buffer) => void,
): number | Promise<number> {
  const text = args[1] as string
  if (inSlices === undefined || !isLong(text)) {
    const utf8 = Buffer.from(text)
    write(utf8)
    return characters(text, utf8)
  }
  return inSlices(encodedInSlices(text)).then(({ utf8, count }) => {
    write(utf8)
    return count
  })
}

function readText(bytes: Buffer, { inSlices }: OsCall): string | Promise<string> {
  if (inSlices === undefined || !isLong(bytes) || !isUtf8(bytes)) return textOf(bytes)
  return inSlices(decodedInSlices(bytes))
}

const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/**
 * Decodes bytes as Python does with the encoding UTF-8.
 *
 * @throws the error that Python gets as a `UnicodeDecodeError`
 */
export function textOf(bytes: Buffer): string {
  if (isUtf8(bytes)) return strict.decode(bytes)
  throw pythonError('UnicodeDecodeError', `'utf-8' codec can't decode ${mistakeIn(bytes)}`)
}

/** CPython's description of the first invalid byte. */
function mistakeIn(bytes: Buffer): string {
  const at = firstOfNoText(bytes)
  const begin = leadBefore(bytes, at) ?? at
  const isCut = bytes.length - begin < 4 && isText(bytes.subarray(begin), Infinity)
  if (isCut) return `${placeOf(bytes, begin, bytes.length)}: unexpected end of data`
  if (begin === at) return `${placeOf(bytes, at, at + 1)}: invalid start byte`
  return `${placeOf(bytes, begin, at)}: invalid continuation byte`
}

function placeOf(bytes: Buffer, begin: number, end: number): string {
  if (end - begin > 1) return `bytes in position ${begin}-${end - 1}`
  return `byte 0x${bytes[begin]!.toString(16).padStart(2, '0')} in position ${begin}`
}

const isContinuation = (byte: number): boolean => (byte & 0xc0) === 0x80

/** The start of the character that should contain a byte. */
function leadBefore(bytes: Buffer, at: number): number | undefined {
  for (let begin = at - 1; begin >= Math.max(0, at - 3); begin--) {
    const byte = bytes[begin]!
    if (isContinuation(byte)) continue
    const length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : byte >= 0xc0 ? 2 : 1
    return begin + length > at ? begin : undefined
  }
  return undefined
}

const BLOCK_BYTES = 64 * 1024

/**
 * The length of the longest valid beginning: searched in blocks, as Python may write many bytes.
 */
function firstOfNoText(bytes: Buffer): number {
  let start = 0
  for (;;) {
    const end = Math.min(start + BLOCK_BYTES, bytes.length)
    const cut = end === bytes.length ? end : beginningOfCharacter(bytes, end)
    if (cut === start || !isUtf8(bytes.subarray(start, cut))) break
    start = cut
  }
  return start + firstInBlock(bytes.subarray(start, start + BLOCK_BYTES), bytes.length - start)
}

/** The start of the character that contains a byte, if one does. */
function beginningOfCharacter(bytes: Buffer, at: number): number {
  let begin = at
  while (begin > at - 3 && (bytes[begin]! & 0xc0) === 0x80) begin--
  return begin
}

/** Searches by bisection. `total` is the number of bytes from the block's first on. */
function firstInBlock(bytes: Buffer, total: number): number {
  let [known, beyond] = [0, bytes.length - 1]
  while (known < beyond) {
    const middle = Math.floor((known + beyond) / 2)
    if (isText(bytes.subarray(0, middle + 1), total)) known = middle + 1
    else beyond = middle
  }
  return known
}

/** Whether bytes are the beginning of valid text. */
function isText(bytes: Buffer, total: number): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: bytes.length < total })
    return true
  } catch {
    return false
  }
}

/** The directory that contains a path. */
export const parentOf = (path: string): string => splitPath(path).parent
