import { nodeCrypto } from '../../core/node.js'
import type { CallRequest } from '../../core/contract/host-call.js'
import { packValue } from './pack.js'

/** Digest of a call's arguments: equal calls have equal digests. */
export function fingerprintOf(
  args: readonly unknown[],
  kwargs: Readonly<Record<string, unknown>> = {},
): string {
  const sorted = Object.entries(kwargs).toSorted(([a], [b]) => (a < b ? -1 : 1))
  const packed = packValue([[...args], sorted.map(([name, value]) => [name, value])], 'arguments')
  return nodeCrypto().createHash('sha256').update(packed).digest('base64')
}

/**
 * The idempotency key of a call for external services. The call id alone would not do: where randomness or the
 * clock lead a run another way, the same id belongs to another call.
 */
export function idempotencyKeyOf(
  runId: string,
  { callId, name, args, kwargs }: CallRequest,
): string {
  return nodeCrypto()
    .createHash('sha256')
    .update(`${runId}\n${callId}\n${name}\n${fingerprintOf(args, kwargs)}`)
    .digest('base64url')
}
