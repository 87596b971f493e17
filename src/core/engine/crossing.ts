import type { Reader } from '../wire/reader.js'
import type { Writer } from '../wire/writer.js'

/** Distinguishes numbers of this process from those in a snapshot of another process. */
const PROCESS = 1 + Math.floor(Math.random() * (2 ** 32 - 1))

/** The number for an exception without an error of the host. */
export const NO_CROSSING = 0

let last = NO_CROSSING

/** A number for an error that goes into Python, which identifies the error when it comes out. */
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
