import { describe, expect, it } from 'vitest'
import { engineModulesHold, layersHold } from '../../scripts/rules/layers.mjs'

interface File {
  readonly path: string
  readonly text: string
}

const messages = (files: readonly File[]): string[] =>
  [...layersHold(files)].map(({ message }) => message)

const file = (path: string, text = ''): File => ({ path, text })

describe('the rule of layers', () => {
  it('allows imports downwards', () => {
    const runtime = "import { Monty } from '../monty/monty.js'\n"
    const files = [file('src/runtime/runtime.ts', runtime), file('src/monty/monty.ts')]
    expect(messages(files)).toEqual([])
  })

  it.each([
    ['a value', "import { MontyRuntime } from '../../runtime/runtime.js'"],
    ['a type', "import type { MontyRuntime } from '../../runtime/runtime.js'"],
    ['a module on demand', "const { MontyRuntime } = await import('../../runtime/runtime.js')"],
    ['a re-export', "export { MontyRuntime } from '../../runtime/runtime.js'"],
    ['over several lines', "import {\n  MontyRuntime,\n} from '../../runtime/runtime.js'"],
  ])('refuses an import upwards: %s', (_kind, text) => {
    const files = [file('src/core/drive/host.ts', text), file('src/runtime/runtime.ts')]
    expect(messages(files)).toEqual(['core may not import runtime (src/runtime/runtime.ts)'])
  })

  it('keeps host and isolation apart', () => {
    const text = "import { Tool } from '../host/tool.js'"
    const files = [file('src/isolation/pool.ts', text), file('src/host/tool.ts')]
    expect(messages(files)).toEqual(['isolation may not import host (src/host/tool.ts)'])
  })

  it('refuses files that import each other, and names them', () => {
    const files = [
      file('src/core/a.ts', "import type { B } from './b.js'"),
      file('src/core/b.ts', "import { c } from './c.js'"),
      file('src/core/c.ts', "import { a } from './a.js'"),
    ]
    expect(messages(files)).toEqual([
      '3 typescript files import each other: src/core/a.ts, src/core/b.ts, src/core/c.ts',
    ])
  })

  it('allows the recursions of the matter, but nothing that joins them', () => {
    const encode = file('src/core/wire/encode.ts', "import { py } from './encode-py.js'")
    const encodePy = file('src/core/wire/encode-py.ts', "import type { E } from './encode.js'")
    expect(messages([encode, encodePy])).toEqual([])
    const joined = file(encode.path, `${encode.text}\nimport { w } from './writer.js'`)
    const writer = file('src/core/wire/writer.ts', "import { e } from './encode.js'")
    expect(messages([joined, encodePy, writer])).toHaveLength(1)
  })

  it('refuses modules of the engine that need each other', () => {
    const folder = 'crates/monty-engine/src'
    const files = [
      file(`${folder}/memory/alloc.rs`, 'use crate::{limits::Limits, run::turn::{Turn, Slice}};'),
      file(`${folder}/run/turn.rs`, 'use crate::memory::alloc::set_deadline;'),
      file(`${folder}/limits.rs`),
    ]
    expect([...engineModulesHold(files)].map(({ message }) => message)).toEqual([
      `2 rust files import each other: ${folder}/memory/alloc.rs, ${folder}/run/turn.rs`,
    ])
  })
})
