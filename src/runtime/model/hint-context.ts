import type { Language } from '../../core/engine/source.js'
import { stubs } from '../../host/stubs/stubs.js'
import type { ModuleSet } from '../../host/modules.js'
import { moduleStubs } from '../../host/stubs/module-stubs.js'
import type { ToolSet } from '../../host/tool.js'
import type { HintContext } from '../../hints/hint.js'

/** The program that runs, for hints. */
export interface Program {
  readonly code: string
  readonly inputs: readonly string[]
}

/** The hint context of a program: the names, modules and declarations that it can use. */
export function hintContextOf(
  globals: ToolSet,
  modules: ModuleSet,
  program: Program,
  language: Language,
): HintContext {
  return {
    names: [...Object.keys(globals), ...program.inputs],
    modules: Object.keys(modules),
    code: program.code,
    language,
    declare(names) {
      const meant = Object.entries(globals).filter(([name]) => names.includes(name))
      return meant.length === 0 ? undefined : stubs(Object.fromEntries(meant)).trim()
    },
    declareModules() {
      const { code } = program
      const isText = typeof code === 'string'
      const named = Object.entries(modules).filter(([name]) => isText && code.includes(name))
      return moduleStubs(Object.fromEntries(named))
        .map(({ source }) => source)
        .join('\n')
    },
  }
}
