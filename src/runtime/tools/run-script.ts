import { type ReadScript, resolveScripts, type ScriptFolder } from './scripts.js'
import type { FailedOutcome } from '../../host/outcome.js'
import { type MontyError, MontyRuntimeError, MontyTypingError } from '../../core/errors.js'
import { tool, type Tool } from '../../host/tool.js'
import type { JsonSchema } from '../../host/json-schema.js'

/** Arguments of the tool `run_script`. */
export interface ScriptCall {
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

/** A script called by a program failed. Python raises a `RuntimeError`. */
class ScriptError extends Error {
  override name = 'RuntimeError'
}

/**
 * A tool that runs a script of the host's: `await run_script('report.py', inputs={'day': day})`. Its
 * value is the script's. If a script fails, Python receives the error and its line, but never the script's
 * source.
 *
 * @param scripts the folder of the scripts, or a function that returns the text of one. Python chooses the
 * path: the function must not let it lead to other files. Errors of the function are raised in Python.
 * @throws MontyUsageError when there is no such folder
 *
 * @example
 * ```ts
 * new MontyRuntime({ tools: { run_script: runScriptTool({ folder: 'scripts' }) } })
 * ```
 */
export function runScriptTool(scripts: ScriptFolder | ReadScript): Tool<ScriptCall, unknown> {
  const readScript = resolveScripts(scripts)
  return tool<ScriptCall>({
    description: 'Runs a script and gives its value.',
    input: INPUT,
    // Reading the script twice is harmless.
    restartable: true,
    async execute({ path, inputs }, context) {
      const code: unknown = await readScript(path)
      if (typeof code !== 'string') throw new ScriptError(`there is no script ${path}`)
      const outcome = await context.subExecute(code, inputs === undefined ? {} : { inputs })
      if (outcome.status === 'ok') return outcome.value
      throw new ScriptError(`${path}: ${reasonOf(outcome as FailedOutcome)}`)
    },
  })
}

/** Errors whose messages quote words of the source. */
const QUOTING: ReadonlySet<string> = new Set([
  'NameError',
  'UnboundLocalError',
  'AttributeError',
  'SyntaxError',
])

/** The reason of a script's failure, without its source: Python may not have access to the file. */
export function reasonOf({ status, error }: FailedOutcome): string {
  switch (status) {
    case 'syntax':
    case 'unsupported':
      return `it is not Python that runs here${placeOf(error)}`
    case 'type':
      return `its types do not fit${placeOf(error)}`
    case 'error': {
      if (!(error instanceof MontyRuntimeError)) return 'it failed'
      const { typeName, message } = error.exception
      const text = message === '' || QUOTING.has(typeName) ? typeName : `${typeName}: ${message}`
      return `${text}${placeOf(error)}`
    }
    case 'limit':
    case 'timeout':
    case 'cancelled':
    case 'quota':
    case 'crashed':
      return error.message
  }
}

function placeOf(error: MontyError): string {
  const line =
    error instanceof MontyTypingError ? error.diagnostics[0]?.line : error.traceback().at(-1)?.line
  return line === undefined ? '' : ` (line ${line})`
}
