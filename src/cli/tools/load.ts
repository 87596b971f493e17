import { type HostFunction, PythonModule, Tool, type ToolSet } from '../../index.js'
import { CliError } from '../cli-error.js'
import { FunctionTool } from './function-tool.js'
import { importFile } from './import-file.js'

/** What Python can call and import. */
export interface LoadedTools {
  readonly tools: ToolSet
  readonly modules: Record<string, PythonModule>
}

const NO_TOOLS: LoadedTools = { tools: {}, modules: {} }

/**
 * The exports of a module as tools: what `tool()` made, plain functions, modules for Python, and objects of
 * these by name. What else it exports is left alone.
 *
 * @throws CliError when it cannot be loaded, or exports nothing of the kind
 */
export async function loadTools(file: string | undefined): Promise<LoadedTools> {
  if (file === undefined) return NO_TOOLS
  const exported = await importFile(file, '--tools')
  const loaded: LoadedTools = { tools: {}, modules: {} }
  for (const [name, value] of Object.entries(exported)) take(loaded, name, value, file)
  if (Object.keys(loaded.tools).length + Object.keys(loaded.modules).length > 0) return loaded
  throw new CliError(`--tools: ${file} exports no tools, functions or modules for Python`)
}

function take(loaded: LoadedTools, name: string, value: unknown, file: string): void {
  if (value instanceof Tool) loaded.tools[name] = value
  else if (value instanceof PythonModule) loaded.modules[name] = value
  else if (typeof value === 'function') takeFunction(loaded, name, value as HostFunction)
  else if (isOfAnotherCopy(value)) {
    throw new CliError(
      `--tools: ${name} of ${file} was made by another copy of monty-node: run the one that the file imports, ` +
        'as npx does in the folder of your project',
    )
  } else if (isGroup(value)) {
    for (const [member, one] of Object.entries(value)) take(loaded, member, one, file)
  }
}

function takeFunction(loaded: LoadedTools, exported: string, value: HostFunction): void {
  const name = exported === 'default' ? value.name : exported
  if (name === '' || name === 'default' || isClass(value)) return
  loaded.tools[name] = new FunctionTool(value)
}

const isClass = (value: HostFunction): boolean =>
  /^class\b/.test(Function.prototype.toString.call(value))

/** By what it has, as its class is another one and may have another name. */
const isOfAnotherCopy = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && 'needsApproval' in value && 'bind' in value

/** Whether an export is an object with tools in it, as the default export often is. */
const isGroup = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' &&
  value !== null &&
  Object.getPrototypeOf(value) === Object.prototype &&
  Object.values(value).some((one) => one instanceof Tool || typeof one === 'function')
