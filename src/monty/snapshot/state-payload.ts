import type { Language, ModuleStub } from '../../core/engine/source.js'
import { MontySnapshotError } from '../../core/errors.js'

/** State of a session or paused run besides the interpreter's. */
export interface HostState {
  /** Code and names of a session's earlier feeds, for the type checker. */
  readonly earlier?: Earlier
  /** Type-checking settings of a session, when its feeds are checked. */
  readonly checking?: Checking
  /** Session state of a run that is a feed. */
  readonly feed?: FeedState
  /** Dumps of file systems in memory. */
  readonly files: readonly Buffer[]
  /** The instant of a fixed clock, in ms since the epoch. */
  readonly clockMs?: number
  /** The time zone of a host clock. */
  readonly timeZone?: string
  /** The only limit that the engine does not store; `null` for no limit. */
  readonly maxConcurrentCalls?: number | null
}

const MAGIC = Buffer.from('MNSX')

type Head = Omit<HostState, 'files'> & {
  /** Sizes of the file systems. */
  readonly files: readonly number[]
}

/** Prefixes a state with the host state, if there is any. */
export function packState(state: Buffer, extras: HostState): Buffer {
  const { files, ...others } = extras
  if (files.length === 0 && Object.keys(others).length === 0) return state
  const head: Head = { ...others, files: files.map((one) => one.length) }
  const json = Buffer.from(JSON.stringify(head))
  const length = Buffer.alloc(4)
  length.writeUInt32LE(json.length)
  return Buffer.concat([MAGIC, length, json, ...files, state])
}

/** Splits the output of {@link packState}, which was authenticated. */
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

/** Type-checking settings of a session's feeds. */
export interface Checking {
  readonly language: Language
  readonly stubs: string
  /** Modules of the session. */
  readonly modules: readonly ModuleStub[]
}

/** Session state in the dump of a paused feed. */
export interface FeedState {
  readonly earlier?: Earlier
  readonly checking?: Checking
  /** Definitions of this feed for the checks of later ones. */
  readonly types?: FeedTypes
}

/** Definitions of a feed for the checks of later feeds. */
export interface FeedTypes {
  readonly code: string
  /** The names of its inputs. */
  readonly inputs: readonly string[]
  /** Modules given to the feed. */
  readonly modules: readonly ModuleStub[]
}

/** Definitions of a session's earlier feeds. */
export interface Earlier {
  /** Concatenated code of the feeds; only the latest when it is long. */
  readonly code: string
  /** The names of their inputs, which persist, and names bound by code that was dropped. */
  readonly inputs: readonly string[]
  /** Modules given to feeds only. */
  readonly modules?: readonly ModuleStub[]
}
