import { MontySnapshotError } from '../errors.js'
import type { Earlier } from '../session-types.js'

/** What a session has besides the state of the interpreter. */
export interface SessionExtras {
  readonly earlier?: Earlier
  /** Dumps of file systems in memory. */
  readonly files: readonly Buffer[]
}

const MAGIC = Buffer.from('MNSX')

interface Head {
  readonly earlier?: Earlier
  /** Sizes of the file systems. */
  readonly files: readonly number[]
}

/** Puts what a session has beside its state in front of it. */
export function packSession(state: Buffer, extras: SessionExtras): Buffer {
  const { earlier, files } = extras
  if (files.length === 0 && earlier === undefined) return state
  const head: Head = {
    ...(earlier === undefined ? {} : { earlier }),
    files: files.map((one) => one.length),
  }
  const json = Buffer.from(JSON.stringify(head))
  const length = Buffer.alloc(4)
  length.writeUInt32LE(json.length)
  return Buffer.concat([MAGIC, length, json, ...files, state])
}

/** Takes apart what {@link packSession} put together. The bytes were authenticated. */
export function unpackSession(payload: Buffer): { state: Buffer; extras: SessionExtras } {
  if (!payload.subarray(0, MAGIC.length).equals(MAGIC))
    return { state: payload, extras: { files: [] } }
  try {
    const start = MAGIC.length + 4
    let at = start + payload.readUInt32LE(MAGIC.length)
    const head = JSON.parse(payload.toString('utf8', start, at)) as Head
    const files = head.files.map((size) => {
      const bytes = payload.subarray(at, at + size)
      at += size
      return bytes
    })
    const { earlier } = head
    return {
      state: payload.subarray(at),
      extras: { files, ...(earlier === undefined ? {} : { earlier }) },
    }
  } catch (error) {
    throw new MontySnapshotError('format', 'the snapshot of the session is incomplete', error)
  }
}
