import type { ModuleSet } from './modules.js'
import type { ToolSet } from './tool.js'
import { stubs } from './stubs/stubs.js'

/** Declarations as `stubs` gives them. Those of nothing are none, for which what makes them is not loaded. */
export function declarationsOf(tools: ToolSet, modules: ModuleSet = {}): string {
  const isEmpty = Object.keys(tools).length + Object.keys(modules).length === 0
  return isEmpty ? '' : stubs(tools, { modules })
}
