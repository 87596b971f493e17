import { tool, type ToolSet } from '../../host/tool.js'
import type { Extension } from '../extensions.js'
import { closestNames } from '../../hints/closest.js'

interface Requirement {
  name: string
}

/** Raised in Python as a `NameError` for a missing tool. */
class ToolMissingError extends Error {
  override name = 'NameError'
}

/**
 * Lets Python declare the tools that it needs, and fail before any work is done: `requires('send_mail')`.
 *
 * @example
 * ```ts
 * const runtime = new MontyRuntime({ tools, extensions: [requires()] })
 * await runtime.execute('requires("send_mail")\nawait send_mail("ada")').value()
 * ```
 */
export function requires(): Extension {
  return {
    name: 'requires',
    tools: (available) => ({ requires: requiresTool(available) }),
    prompt:
      'Call requires("name") for each function of the host that the program depends on, first.',
  }
}

function requiresTool(available: ToolSet): ToolSet[string] {
  return tool<Requirement, null>({
    description: 'Fails unless there is a function of that name.',
    input: {
      type: 'object',
      properties: { name: { type: 'string' } },
      required: ['name'],
      additionalProperties: false,
    },
    async: false,
    execute({ name }) {
      if (Object.hasOwn(available, name)) return null
      const names = Object.keys(available)
      const close = closestNames(name, names)
      const instead =
        close.length > 0 ? `did you mean ${close.join(' or ')}?` : `there are: ${names.join(', ')}`
      throw new ToolMissingError(`there is no function ${name}; ${instead}`)
    },
  })
}
