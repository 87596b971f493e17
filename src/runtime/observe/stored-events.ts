import { MontySnapshotError, MontyUsageError } from '../../core/errors.js'
import { wallClockNow } from '../../core/timers.js'
import { seal } from '../../monty/snapshot/envelope.js'
import type { CompleteSnapshots } from '../paused/snapshot-options.js'
import { soon } from '../../core/drive/in-slices.js'
import { openEntry } from '../stores/open-entry.js'
import { openRecordInSlices, type PauseRecord } from '../paused/record.js'
import { readEntry } from '../stores/read.js'
import { isOwn } from '../tenants/owner.js'
import { eventToJson, type JsonEvent } from './event-json.js'
import type { RunEvent } from './run-event.js'

/** Size of each stored value, in bytes. */
const VALUE_BYTES = 2 * 1024
/** Size of all stored events of a run, in bytes; later events are dropped. */
const MAX_BYTES = 256 * 1024

/** The events as JSON text, as stored with a run. */
export function keptEvents(earlier: readonly JsonEvent[], events: readonly RunEvent[]): string {
  const texts = earlier.map((event) => JSON.stringify(event))
  let bytes = texts.reduce((sum, text) => sum + text.length, 0)
  for (const event of events) {
    // The end of the run is worth more than the events before it.
    if (bytes > MAX_BYTES && !isEnd(event)) continue
    const text = JSON.stringify(eventToJson(event, { maxBytes: VALUE_BYTES }))
    bytes += text.length
    if (bytes <= MAX_BYTES || isEnd(event)) texts.push(text)
  }
  return `[${texts.join(',')}]`
}

const isEnd = ({ type }: RunEvent): boolean => type === 'done' || type === 'paused'

export const restoredEvents = (text: string | undefined): JsonEvent[] =>
  text === undefined ? [] : (JSON.parse(text) as JsonEvent[])

const entryOf = (runId: string): string => `events/${runId}`

/** Stores the events of an ended run. */
export async function putEvents(
  { runId, tenant }: { readonly runId: string; readonly tenant: string | undefined },
  text: string,
  { store, key, scope, expiresInMs }: CompleteSnapshots,
): Promise<void> {
  if (store === undefined) return
  const id = entryOf(runId)
  const payload = Buffer.from(JSON.stringify({ scope, tenant, events: text }))
  const options = { encrypt: true, ...(key === undefined ? {} : { key }) }
  const sealed = seal({ kind: 'runtime', scriptName: id, payload }, options)
  await store.put(id, sealed, { expiresAt: wallClockNow() + expiresInMs })
}

/**
 * The stored events of a run that is paused, or that has ended.
 *
 * @throws MontyUsageError when there are none, or the run is another tenant's
 */
export async function storedEvents(
  runId: string,
  { store, keys, scope }: CompleteSnapshots,
  asking: string | undefined,
): Promise<{ events: JsonEvent[]; paused?: PauseRecord }> {
  const data = store && (await readEntry(store, entryOf(runId)))
  if (data !== undefined) {
    const payload = openEntry(entryOf(runId), data, keys)
    const kept = JSON.parse(payload.toString()) as KeptEvents
    if (kept.scope !== scope) {
      throw new MontySnapshotError('signature', 'the run was made by another runtime')
    }
    if (!isOwn(kept.tenant, asking)) throw nothingKnown(runId)
    return { events: restoredEvents(kept.events) }
  }
  for (const { id } of (await store?.list({ prefix: `${runId}.` })) ?? []) {
    if (id.includes('/')) continue
    const paused = store && (await readEntry(store, id))
    if (paused === undefined) continue
    const record = await soon(openRecordInSlices(paused, keys))
    const isKnown = record.scope === scope && isOwn(record.own?.tenant, asking)
    if (isKnown) return { events: restoredEvents(record.events), paused: record }
  }
  throw nothingKnown(runId)
}

/** Content of a store entry. */
interface KeptEvents {
  readonly scope: string
  readonly tenant?: string
  readonly events: string
}

const nothingKnown = (runId: string): MontyUsageError =>
  new MontyUsageError(
    `nothing is known of the events of run ${runId}: it is not here, and no store has kept them`,
  )
