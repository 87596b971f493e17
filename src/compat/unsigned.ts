import { PausedRun } from '../monty/paused/index.js'
import { asOsCall } from '../core/drive/clock.js'
import { translated } from './failures.js'
import { corePrint } from './print.js'
import type { SnapshotLoadOptions } from './options.js'
import { CORE_VALUES } from './values/from-python.js'
import { isBytes } from '../core/realm.js'

/** Snapshots of this API are not signed. This constant key prevents the use of other keys. */
export const UNSIGNED = { key: 'monty-node/compat: no secret' }
export const TRUSTED = { ...UNSIGNED, trusted: true }

/** Validates the bytes of a dump. */
export function checkBytes(data: unknown): Uint8Array {
  if (isBytes(data)) return data
  throw new Error('a dump must be a Buffer')
}

/** Loads the paused run in a dump, and checks its kind. */
export function loadKind<T extends PausedRun>(
  data: unknown,
  options: SnapshotLoadOptions | null | undefined,
  type: abstract new (...args: never[]) => T,
): T {
  const bytes = checkBytes(data)
  const printCallback = corePrint(options?.printCallback)
  const given = { ...TRUSTED, ...CORE_VALUES, printCallback, clock: asOsCall }
  const paused = translated(() => PausedRun.load(bytes, given))
  if (paused instanceof type) return paused
  throw new Error(`Deserialization failed: the dump is of a pause at a ${paused.kind}`)
}
