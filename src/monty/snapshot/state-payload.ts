import type { Language, ModuleStub } from '../../core/engine/source.js'
import { MontySnapshotError } from '../../core/errors.js'

/** What a session or a paused run has besides the state of the interpreter. */
export interface HostState {
  /** What the type checker knows of a session's feeds. */
  readonly earlier?: Earlier
  /** How a session's feeds are checked, when they are. */
  readonly checking?: Checking
  /** Of a run that is a session's feed. */
  readonly feed?: FeedState
  /** Dumps of file systems in memory. */
  readonly files: readonly Buffer[]
  /** Where a fixed clock stands, in ms since the epoch. */
  readonly clockMs?: number
  /** The zone in which the host's clock is told. */
  readonly timeZone?: string
  /** The one limit that the engine does not keep; `null` for no limit. */
  readonly maxConcurrentCalls?: number | null
}

const MAGIC = Buffer.from('MNSX')

type Head = Omit<HostState, 'files'> & {
  /** Sizes of the file systems. */
  readonly files: readonly number[]
}

/** Puts what there is beside a state in front of it. */
export function packState(state: Buffer, extras: HostState): Buffer {
  const { files, ...others } = extras
  if (files.length === 0 && Object.keys(others).length === 0) return state
  const head: Head = { ...others, files: files.map((one) => one.length) }
  const json = Buffer.from(JSON.stringify(head))
  const length = Buffer.alloc(4)
  length.writeUInt32LE(json.length)
  return Buffer.concat([MAGIC, length, json, ...files, state])
}

/** Takes apart what {@link packState} put together. The bytes were authenticated. */
export function unpackState(payload: Buffer): { state: Buffer; extras: HostState } {
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
    return { state: payload.subarray(at), extras: { ...head, files } }
  } catch (error) {
    throw new MontySnapshotError('format', 'the snapshot is incomplete', error)
  }
}

/** Against what the type checker checks a session's feeds. */
export interface Checking {
  readonly language: Language
  readonly stubs: string
  /** Modules that the session was given. */
  readonly modules: readonly ModuleStub[]
}

/** What a paused feed has of its session. */
export interface FeedState {
  readonly earlier?: Earlier
  readonly checking?: Checking
  /** What later feeds are to know of this one. */
  readonly types?: FeedTypes
}

/** What a feed has that later feeds know. */
export interface FeedTypes {
  readonly code: string
  /** The names of its inputs. */
  readonly inputs: readonly string[]
  /** Modules that it is given. */
  readonly modules: readonly ModuleStub[]
}

/** What earlier feeds of a session defined. */
export interface Earlier {
  /** Their code, one after the other; only the latest when it is long. */
  readonly code: string
  /** The names of their inputs, which are still there, and of what code defined that is not kept. */
  readonly inputs: readonly string[]
  /** Modules that only feeds were given. */
  readonly modules?: readonly ModuleStub[]
}
