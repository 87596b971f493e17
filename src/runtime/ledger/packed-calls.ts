import type { CallEnd, MadeCall } from './made-call.js'

/** A call in packable form. */
type PackedCall = Omit<MadeCall, 'within' | 'end'> & {
  /** Index of the enclosing call; -1 for none. */
  readonly within: number
  readonly end: CallEnd
}

/** A call and its index. The enclosing call's index may be in another part. */
export interface PlacedCall {
  readonly at: number
  readonly call: PackedCall
}

export const packedCall = (call: MadeCall, at: (call: MadeCall) => number): PackedCall => ({
  ...call,
  end: { ...call.end },
  within: call.within === undefined ? -1 : at(call.within),
})

/** Resolves indexes to references. */
export function restoredCalls(placed: readonly PlacedCall[]): MadeCall[] {
  const byPlace = new Map(
    placed.map(({ at, call }): [number, MadeCall] => [at, { ...call, within: undefined }]),
  )
  for (const { at, call } of placed) byPlace.get(at)!.within = byPlace.get(call.within)
  return [...byPlace.values()].toSorted((a, b) => a.order - b.order)
}

/** The calls of a run in packable form, as they are now. */
export function placesOf(calls: readonly MadeCall[]): PlacedCall[] {
  const places = new Map(calls.map((call, index) => [call, index]))
  return calls.map((call, at) => ({
    at,
    call: packedCall(call, (one) => places.get(one) ?? -1),
  }))
}
