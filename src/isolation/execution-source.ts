import { type SessionSource, writeSession } from '../core/engine/opening.js'
import type { Source } from '../core/engine/source.js'
import { frame, framed } from './frames.js'
import type { ProgramCache } from './program-cache.js'
import { Request } from './protocol.js'

/** The source from which a worker creates an execution. */
export type ExecutionSource =
  | { readonly kind: 'program'; readonly source: Source; readonly setup: Uint8Array }
  | { readonly kind: 'session'; readonly source: SessionSource; readonly setup: Uint8Array }
  | { readonly kind: 'dump'; readonly bytes: Uint8Array }

/** The frames that create the execution `number` on a worker that has these programs, in pieces. */
export function creationFrames(
  origin: ExecutionSource,
  number: number,
  programs: ProgramCache,
): Buffer[] {
  const frames: Buffer[] = []
  switch (origin.kind) {
    case 'program': {
      const program = programs.enter(origin.source, frames)
      frames.push(
        frame(Request.RUN, number, (writer) => {
          writer.u32(program)
          writer.raw(origin.setup)
        }),
      )
      break
    }
    case 'session': {
      frames.push(
        frame(Request.SESSION, number, (writer) => {
          writeSession(writer, origin.source)
          writer.raw(origin.setup)
        }),
      )
      break
    }
    case 'dump':
      frames.push(...framed(Request.LOAD, number, origin.bytes))
  }
  return frames
}
