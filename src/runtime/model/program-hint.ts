import type { MontyError } from '../../core/errors.js'
import { hintFor } from '../../hints/hint.js'
import type { ModuleSet } from '../../host/modules.js'
import type { ToolSet } from '../../host/tool.js'
import { type Program, hintContextOf } from './hint-context.js'

/** The hint for a failed Python program that ran without a runtime. */
export const programHint = (
  error: MontyError,
  tools: ToolSet,
  modules: ModuleSet,
  program: Program,
): string | undefined => hintFor(error, hintContextOf(tools, modules, program, 'python'))
