import { nodeCrypto } from '../../core/node.js'
import type { CallRequest } from '../../core/contract/host-call.js'
import { packValue } from './pack.js'

/** A digest of the arguments of a call: what makes two calls the same. */
export function fingerprintOf(
  args: readonly unknown[],
  kwargs: Readonly<Record<string, unknown>> = {},
): string {
  const sorted = Object.entries(kwargs).toSorted(([a], [b]) => (a < b ? -1 : 1))
  const packed = packValue([[...args], sorted.map(([name, value]) => [name, value])], 'arguments')
  return nodeCrypto().createHash('sha256').update(packed).digest('base64')
}

/**
 * What a call is known by to services. Its number alone would not do: where chance or the clock lead a run
 * another way, it is another call's.
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
