import type { Source } from './source.js'
import type { Writer } from '../wire/writer.js'

/** Compile options for the feeds of a session. */
export type SessionSource = Pick<
  Source,
  'scriptName' | 'assertBytes' | 'allowEval' | 'maxBytes' | 'language'
>

/** Writes a program in the format of `read_program`. */
export function writeProgram(writer: Writer, source: Source): void {
  writer.text(source.code)
  writer.text(source.scriptName)
  writer.varint(source.inputs.length)
  for (const name of source.inputs) writer.text(name)
  writeOptions(writer, source)
  writer.u8(source.lastAssignment ? 1 : 0)
}

/** Writes a session in the format of `read_session`, without its setup, which follows. */
export function writeSession(writer: Writer, source: SessionSource): void {
  writer.text(source.scriptName)
  writeOptions(writer, source)
}

function writeOptions(writer: Writer, source: SessionSource): void {
  writer.u32(source.assertBytes)
  writer.u8(source.allowEval ? 1 : 0)
  writer.u32(source.maxBytes)
  writer.u8(source.language === 'python' ? 1 : 0)
}
