import type { Language } from '../../core/engine/source.js'
import { stubs } from '../../host/stubs/stubs.js'
import type { ToolSet } from '../../host/tool.js'
import type { Surroundings } from '../../hints/hint.js'

/** What runs, for hints. */
export interface Program {
  readonly code: string
  readonly inputs: readonly string[]
}

/** What a program of a runtime can call and use. */
export function surroundingsOf(
  globals: ToolSet,
  modules: readonly string[],
  program: Program,
  language: Language,
): Surroundings {
  return {
    names: [...Object.keys(globals), ...program.inputs],
    modules,
    code: program.code,
    language,
    declare(names) {
      const meant = Object.entries(globals).filter(([name]) => names.includes(name))
      return meant.length === 0 ? undefined : stubs(Object.fromEntries(meant)).trim()
    },
  }
}
