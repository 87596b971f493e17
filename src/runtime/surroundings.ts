import { stubs } from '../host/stubs/stubs.js'
import type { ToolSet } from '../host/tool.js'
import type { Surroundings } from './hints/hint.js'

/** What a program of a runtime can call and use. */
export function surroundingsOf(tools: ToolSet, inputs: readonly string[]): Surroundings {
  return {
    names: [...Object.keys(tools), ...inputs],
    modules: [],
    declarationOf(name) {
      const tool = Object.hasOwn(tools, name) ? tools[name] : undefined
      return tool && stubs({ [name]: tool }).trim()
    },
  }
}
