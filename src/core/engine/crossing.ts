import type { Reader } from '../wire/reader.js'
import type { Writer } from '../wire/writer.js'

/** Tells numbers of this process from those of one in which a snapshot was made. */
const PROCESS = 1 + Math.floor(Math.random() * (2 ** 32 - 1))

/** No error of the host's. */
export const NO_CROSSING = 0

let last = NO_CROSSING

/** A number for an error that goes into Python, by which it is known when it comes out. */
export function takeCrossing(): number {
  last = (last % (2 ** 32 - 1)) + 1
  return last
}

export function writeCrossing(writer: Writer, crossing: number): void {
  writer.u32(crossing === NO_CROSSING ? 0 : PROCESS)
  writer.u32(crossing)
}

export function readCrossing(reader: Reader): number | undefined {
  const process = reader.u32()
  const number = reader.u32()
  return process === PROCESS ? number : undefined
}
