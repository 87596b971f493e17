import type { MontyError } from '../../core/errors.js'
import { hintFor } from '../../hints/hint.js'
import type { ModuleSet } from '../../host/modules.js'
import type { ToolSet } from '../../host/tool.js'
import { type Program, surroundingsOf } from './surroundings.js'

/** What can be done about a failure of a program in Python that was given to no runtime. */
export const programHint = (
  error: MontyError,
  tools: ToolSet,
  modules: ModuleSet,
  program: Program,
): string | undefined => hintFor(error, surroundingsOf(tools, modules, program, 'python'))
