import { closestNames } from '../../hints/closest.js'
import { tool, type ToolSet } from '../../host/tool.js'
import { declarationOf, searched } from './search.js'

/** Functions by which Python searches for tools, so that the prompt need not declare all of them. */
export class Discovery {
  /** The tools that can be found, by full name. */
  #tools: ToolSet = {}

  /** The search functions, as tools for Python. */
  readonly functions: ToolSet = {
    search_tools: tool<{ query: string }, string>({
      description:
        'Finds functions of the host by words about what they do; gives their declarations.',
      input: textInput('query', 'Words, such as "create issue".'),
      output: { type: 'string' },
      async: false,
      replay: 'always',
      execute: ({ query }) => {
        const found = searched(this.#tools, query)
        return found.length === 0
          ? 'Nothing was found: try other words.'
          : found.map(declarationOf).join('\n\n')
      },
    }),
    describe_tool: tool<{ name: string }, string>({
      description: 'Gives the declaration of a function of the host.',
      input: textInput('name', 'Its name; of one in a module, such as "crm.find".'),
      output: { type: 'string' },
      async: false,
      replay: 'always',
      execute: ({ name }) => {
        const found = Object.hasOwn(this.#tools, name) ? this.#tools[name] : undefined
        if (found !== undefined) return declarationOf([name, found])
        const close = closestNames(name, Object.keys(this.#tools))
        throw new UnknownToolError(
          `there is no ${name}${close.length === 0 ? '' : `; did you mean ${close.join(' or ')}?`}`,
        )
      },
    }),
  }

  /** Replaces the tools that can be found. */
  declare(tools: ToolSet): void {
    const own = Object.values(this.functions)
    this.#tools = Object.fromEntries(Object.entries(tools).filter(([, one]) => !own.includes(one)))
  }

  /**
   * Groups and names of tools within `maxBytes`. If they do not fit, the names of each group are cut and the rest
   * counted.
   */
  overview(maxBytes: number): string {
    const groups = new Map<string, string[]>()
    for (const path of Object.keys(this.#tools)) {
      const at = path.lastIndexOf('.')
      const group = at < 0 ? '' : path.slice(0, at)
      groups.set(group, [...(groups.get(group) ?? []), path.slice(at + 1)])
    }
    const all = [...groups].map(([group, names]) => groupText(group, names))
    const text = all.join('\n')
    if (Buffer.byteLength(text) <= maxBytes) return text
    const each = Math.floor(maxBytes / Math.max(1, groups.size))
    return [...groups].map(([group, names]) => shortened(group, names, each)).join('\n')
  }
}

function groupText(group: string, names: readonly string[]): string {
  const head =
    group === '' ? 'without an import' : `after import ${group.split('.')[0]!}, as ${group}.NAME`
  return `- ${head}: ${names.join(', ')}`
}

function shortened(group: string, names: readonly string[], maxBytes: number): string {
  const shown: string[] = []
  let left = maxBytes - 60
  for (const name of names) {
    left -= name.length + 2
    if (left < 0) break
    shown.push(name)
  }
  const more = names.length - shown.length
  return more === 0 ? groupText(group, names) : groupText(group, [...shown, `and ${more} more`])
}

/** Raised in Python as a `NameError`, as for an unknown name. */
class UnknownToolError extends Error {
  override name = 'NameError'
}

const textInput = (name: string, description: string): Record<string, unknown> => ({
  type: 'object',
  properties: { [name]: { type: 'string', description } },
  required: [name],
  additionalProperties: false,
})
