import { MontyUsageError } from '../../core/errors.js'
import { tool, type Tool } from '../../host/tool.js'
import type { JsonSchema } from '../../host/json-schema.js'

interface ScriptCall {
  path: string
  inputs?: Record<string, unknown>
}

const INPUT: JsonSchema = {
  type: 'object',
  properties: {
    path: { type: 'string', description: 'Which script.' },
    inputs: { type: 'object', description: 'Its variables.' },
  },
  required: ['path'],
  additionalProperties: false,
}

/** A script inside a program failed. Python gets a `RuntimeError`. */
class ScriptError extends Error {
  override name = 'RuntimeError'
}

/**
 * A tool that runs a script of the host's: `await run_script('report.py', inputs={'day': day})`. Its
 * value is the script's.
 *
 * @param readFile gives the text of a script; what it throws is raised in Python
 *
 * @example
 * ```ts
 * new MontyRuntime({ tools: { run_script: runScriptTool((path) => readFile(join(scripts, path), 'utf8')) } })
 * ```
 */
export function runScriptTool(
  readFile: (path: string) => string | Promise<string>,
): Tool<ScriptCall, unknown> {
  if (typeof readFile !== 'function') {
    throw new MontyUsageError('runScriptTool needs a function that gives the text of a script')
  }
  return tool<ScriptCall, unknown>({
    description: 'Runs a script and gives its value.',
    input: INPUT,
    // Reading the script twice does no harm.
    restartable: true,
    async execute({ path, inputs }, context) {
      const code: unknown = await readFile(path)
      if (typeof code !== 'string') throw new ScriptError(`there is no script ${path}`)
      const outcome = await context.subExecute(code, inputs === undefined ? {} : { inputs })
      if (outcome.status === 'ok') return outcome.value
      const { error } = outcome as { error?: { display(): string } }
      throw new ScriptError(`${path}: ${error?.display() ?? outcome.status}`)
    },
  })
}
