import { type HostFunction, PythonModule, Tool, type ToolSet } from '../../index.js'
import { CliError } from '../cli-error.js'
import { FunctionTool } from './function-tool.js'
import { importFile } from './import-file.js'

/** Tools and modules for Python. */
export interface LoadedTools {
  readonly tools: ToolSet
  readonly modules: Record<string, PythonModule>
}

const NO_TOOLS: LoadedTools = { tools: {}, modules: {} }

/**
 * Loads the exports of a module as tools: results of `tool()`, plain functions, modules for Python,
 * and objects of these by name. Other exports are ignored.
 *
 * @throws CliError when the module cannot be loaded, or exports none of these
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

/** Detected by members, as its class is another one and may be renamed. */
const isOfAnotherCopy = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && 'needsApproval' in value && 'bind' in value

/** Whether an export is an object of tools, as the default export often is. */
const isGroup = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' &&
  value !== null &&
  Object.getPrototypeOf(value) === Object.prototype &&
  Object.values(value).some((one) => one instanceof Tool || typeof one === 'function')
