import type { ResolvedHost } from '../../monty/host/resolve.js'
import { MontyUsageError } from '../../core/errors.js'
import { isPythonName } from '../../core/python-names.js'
import { refuseBuiltIn } from '../../host/reserved-names.js'
import type { ModuleSet, PythonModule } from '../../host/modules.js'
import { Tool, type ToolSet } from '../../host/tool.js'
import type { Extension } from '../extensions.js'

/**
 * Collects the tools of a runtime and its extensions. `own` are the search functions, which replace those of an
 * extension.
 */
export function gatherTools(
  given: ToolSet | undefined,
  extensions: readonly Extension[],
  own: ToolSet = {},
): ToolSet {
  const tools: ToolSet = {}
  const add = (more: ToolSet, where: string): void => {
    for (const [name, tool] of Object.entries(more)) {
      if (Object.hasOwn(own, name) && where !== 'tools') continue
      if (Object.hasOwn(own, name)) {
        throw new MontyUsageError(`${where}.${name} is there already, by discovery: 'search'`)
      }
      if (!(tool instanceof Tool))
        throw new MontyUsageError(`${where}.${name} must be made by tool()`)
      if (!isPythonName(name)) {
        throw new MontyUsageError(`${where}: ${JSON.stringify(name)} is not a Python name`)
      }
      refuseBuiltIn(where, name)
      if (Object.hasOwn(tools, name)) throw new MontyUsageError(`${where}.${name} is there already`)
      tools[name] = tool
    }
  }
  if (Array.isArray(given)) {
    throw new MontyUsageError('tools must be an object of tools by name, as in { search: tool(…) }')
  }
  add(given ?? {}, 'tools')
  for (const { name, tools: more } of extensions) {
    add(typeof more === 'function' ? more({ ...tools }) : (more ?? {}), `extension ${name}: tools`)
  }
  return tools
}

export function gatherModules(
  given: ModuleSet | undefined,
  extensions: readonly Extension[],
): ModuleSet {
  const modules: Record<string, PythonModule> = {}
  for (const [name, module] of Object.entries<unknown>(given ?? {})) {
    if (typeof module === 'function') {
      throw new MontyUsageError(
        `modules.${name} is a function, which runs and sessions take: a runtime has to know its tools before they are called, so give it the module`,
      )
    }
    modules[name] = module as PythonModule
  }
  for (const extension of extensions) {
    for (const [name, module] of Object.entries(extension.modules ?? {})) {
      if (Object.hasOwn(modules, name)) {
        throw new MontyUsageError(`extension ${extension.name}: modules.${name} is there already`)
      }
      modules[name] = module
    }
  }
  return modules
}

/** The tools among functions of the host. */
export function toolsAmong(functions: ResolvedHost['functions']): ToolSet {
  return Object.fromEntries(
    [...functions].filter((entry): entry is [string, Tool] => entry[1] instanceof Tool),
  )
}
