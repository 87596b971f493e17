import { packValue, unpackValue } from '../paused/pack.js'
import type { CallEnd, MadeCall } from './made-call.js'

/** A call in a form that can be packed. */
type PackedCall = Omit<MadeCall, 'within' | 'end'> & {
  /** The place of the call that it is inside of; -1 for none. */
  readonly within: number
  readonly end: CallEnd
}

/** A call and its place. Another's place may be in another part. */
export interface PlacedCall {
  readonly at: number
  readonly call: PackedCall
}

export const packedCall = (call: MadeCall, at: (call: MadeCall) => number): PackedCall => ({
  ...call,
  end: { ...call.end },
  within: call.within === undefined ? -1 : at(call.within),
})

/** Calls with their places taken for references again. */
export function restoredCalls(placed: readonly PlacedCall[]): MadeCall[] {
  const byPlace = new Map(
    placed.map(({ at, call }): [number, MadeCall] => [at, { ...call, within: undefined }]),
  )
  for (const { at, call } of placed) byPlace.get(at)!.within = byPlace.get(call.within)
  return [...byPlace.values()].toSorted((a, b) => a.order - b.order)
}

export const packCalls = (calls: readonly MadeCall[]): Buffer =>
  packValue(placesOf(calls), 'the calls of the run')

export const unpackCalls = (bytes: Uint8Array): MadeCall[] =>
  restoredCalls(unpackValue(bytes, 'the calls of the run') as PlacedCall[])

function placesOf(calls: readonly MadeCall[]): PlacedCall[] {
  const places = new Map(calls.map((call, index) => [call, index]))
  return calls.map((call, at) => ({
    at,
    call: packedCall(call, (one) => places.get(one) ?? -1),
  }))
}
