import type { ModuleSet } from './modules.js'
import type { ToolSet } from './tool.js'
import { stubs } from './stubs/stubs.js'

/**
 * Declarations as `stubs` writes them. Without tools and modules they are empty, and `stubs` is not
 * run.
 */
export function declarationsOf(tools: ToolSet, modules: ModuleSet = {}): string {
  const isEmpty = Object.keys(tools).length + Object.keys(modules).length === 0
  return isEmpty ? '' : stubs(tools, { modules })
}
