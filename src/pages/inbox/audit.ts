import { nodeCrypto } from '../../core/node.js'
import { wallClockNow } from '../../core/timers.js'
import type { Decision } from '../../host/outcome.js'
import { readEntry } from '../../runtime/stores/read.js'
import type { CompleteInbox, Person } from './options.js'

/** An entry of the audit trail: a decision about a call. */
export interface AuditEntry {
  readonly id: string
  /** Time of the decision, in ms since the epoch. */
  readonly atMs: number
  readonly person: Person
  /** The name of the runtime. */
  readonly runtime: string
  readonly runId: string
  readonly callId: number
  /** The tool. */
  readonly name: string
  readonly action: Decision['action']
  /** The names of changed arguments. */
  readonly changed?: readonly string[]
  /** The message of a refusal. */
  readonly message?: string
  /**
   * The outcome of the run, or the reason why the decision was refused; absent while the run
   * continues.
   */
  readonly cameTo?: string
}

/** Prefix of audit entries in the store; ids of paused runs contain no slash. */
const PREFIX = 'inbox-audit/'

/** The audit trail of decisions, in a store. */
export class Audit {
  readonly #inbox: CompleteInbox

  constructor(inbox: CompleteInbox) {
    this.#inbox = inbox
  }

  /** Writes entries; an entry with the id of an earlier one replaces it. */
  async write(entries: readonly AuditEntry[]): Promise<void> {
    const { store, keepAuditMs } = this.#inbox
    for (const entry of entries) {
      const bytes = Buffer.from(JSON.stringify(entry))
      await store.put(entry.id, bytes, { expiresAt: entry.atMs + keepAuditMs })
    }
  }

  /** The latest entries, the newest first. */
  async latest(limit: number): Promise<AuditEntry[]> {
    const { store } = this.#inbox
    const listed = await store.list({ prefix: PREFIX })
    const entries: AuditEntry[] = []
    // Ids begin with the time.
    for (const { id } of listed.toReversed().slice(0, limit)) {
      const bytes = await readEntry(store, id)
      if (bytes !== undefined) entries.push(JSON.parse(Buffer.from(bytes).toString()) as AuditEntry)
    }
    return entries
  }
}

/** The id and the time of a new entry. */
export function newEntry(): Pick<AuditEntry, 'id' | 'atMs'> {
  const atMs = wallClockNow()
  const id = `${PREFIX}${String(atMs).padStart(15, '0')}-${nodeCrypto().randomUUID()}`
  return { id, atMs }
}
