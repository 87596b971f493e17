import { nodeCrypto } from '../../core/node.js'
import { wallClockNow } from '../../core/timers.js'
import type { Decision } from '../../host/outcome.js'
import { readEntry } from '../../runtime/stores/read.js'
import type { CompleteInbox, Person } from './options.js'

/** Who decided what about a call, and when. */
export interface AuditEntry {
  readonly id: string
  /** In ms since the epoch. */
  readonly atMs: number
  readonly person: Person
  /** The name of the runtime. */
  readonly runtime: string
  readonly runId: string
  readonly callId: number
  /** The tool. */
  readonly name: string
  readonly action: Decision['action']
  /** The arguments that were changed, by their names. */
  readonly changed?: readonly string[]
  /** What was said to a refusal. */
  readonly message?: string
  /** What the run came to then, or why the decision was refused; not there while it runs. */
  readonly cameTo?: string
}

/** No paused run has an id with a slash in it. */
const PREFIX = 'inbox-audit/'

/** Decisions that were made, in a store. */
export class Audit {
  readonly #inbox: CompleteInbox

  constructor(inbox: CompleteInbox) {
    this.#inbox = inbox
  }

  /** Writes entries down, those with an id of an earlier one in its place. */
  async write(entries: readonly AuditEntry[]): Promise<void> {
    const { store, keepAuditMs } = this.#inbox
    for (const entry of entries) {
      const bytes = Buffer.from(JSON.stringify(entry))
      await store.put(entry.id, bytes, { expiresAt: entry.atMs + keepAuditMs })
    }
  }

  /** The latest entries, the newest first. */
  async latest(most: number): Promise<AuditEntry[]> {
    const { store } = this.#inbox
    const listed = await store.list({ prefix: PREFIX })
    const entries: AuditEntry[] = []
    // Ids begin with the time.
    for (const { id } of listed.toReversed().slice(0, most)) {
      const bytes = await readEntry(store, id)
      if (bytes !== undefined) entries.push(JSON.parse(Buffer.from(bytes).toString()) as AuditEntry)
    }
    return entries
  }
}

/** The id and the time of an entry that is about to be written. */
export function newEntry(): Pick<AuditEntry, 'id' | 'atMs'> {
  const atMs = wallClockNow()
  const id = `${PREFIX}${String(atMs).padStart(15, '0')}-${nodeCrypto().randomUUID()}`
  return { id, atMs }
}
