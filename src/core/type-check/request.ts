import type { ModuleStub } from '../engine/source.js'
import type { Reader } from '../wire/reader.js'
import type { Writer } from '../wire/writer.js'
import type { Rendering } from './rendering.js'

/** A request to the type checker, decoded by `crates/monty-engine/src/check_request.rs`. */
export interface CheckRequest {
  /** Path of the checker's library; empty in WebAssembly. */
  readonly library: string
  readonly code: string
  /**
   * Whether Python's whole standard library is declared, or only the part that the interpreter itself has.
   */
  readonly fullLibrary: boolean
  readonly scriptName: string
  /** The host's declarations, as a stub file. */
  readonly stubs: string
  readonly modules: readonly ModuleStub[]
  /** Earlier code of a session, whose imports are still in effect. */
  readonly prelude: string
  /** Requested renderings of the findings. */
  readonly renderings: readonly Rendering[]
}

export function writeCheck(writer: Writer, request: CheckRequest): void {
  writer.text(request.library)
  writer.text(request.code)
  writer.text(request.scriptName)
  writer.text(request.stubs)
  writer.u8(request.fullLibrary ? 1 : 0)
  writer.varint(request.modules.length)
  for (const { module, source } of request.modules) {
    writer.text(module)
    writer.text(source)
  }
  writer.text(request.prelude)
  writer.varint(request.renderings.length)
  for (const { format, color } of request.renderings) {
    writer.text(format)
    writer.u8(color ? 1 : 0)
  }
}

/** The findings in each of the requested renderings, or `undefined` when there are none. */
export function readFindings(reader: Reader): string[] | undefined {
  const renderings = Array.from({ length: reader.varint() }, () => reader.text())
  return renderings.length === 0 ? undefined : renderings
}
