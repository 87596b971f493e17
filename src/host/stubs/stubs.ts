import { MontyUsageError } from '../../core/errors.js'
import { checkNames, namesOf } from '../../core/option-checks.js'
import { isPythonName } from '../../core/python-names.js'
import type { JsonSchema } from '../json-schema.js'
import { signatureOf } from '../signature.js'
import type { ModuleSet } from '../modules.js'
import { isStandardSchema } from '../standard-schema.js'
import { Tool, type ToolSet } from '../tool.js'
import { ClassWriter } from './class-writer.js'
import { FunctionWriter } from './function-writer.js'
import { Imports } from './imports.js'
import { NamespaceWriter } from './module-stubs.js'
import { docstring, oneLine, pascalCase } from './text.js'
import { TypeWriter } from './type-writer.js'

/** Options of {@link stubs}: declarations besides those of tools. */
export interface StubOptions {
  /** The inputs of the program: an object whose properties are its variables. */
  inputs?: JsonSchema
  /** Modules, which appear as namespaces. For type checks, give them to `new Monty` as well. */
  modules?: ModuleSet
}

/**
 * Declares tools for Python: the text of a `.pyi` file, for the type checker and for the model.
 *
 * @example
 * ```ts
 * const tools = { add: tool({ input: z.object({ a: z.int(), b: z.int() }), output: z.int(), execute }) }
 * stubs(tools) // 'async def add(a: int, b: int) -> int: ...\n'
 * new Monty(code, { typeCheck: true, typeStubs: stubs(tools) })
 * ```
 */
export function stubs(tools: ToolSet, options: StubOptions = {}): string {
  checkTools(tools)
  checkNames(options, namesOf<StubOptions>({ inputs: true, modules: true }), 'stubs()')
  if (isStandardSchema(options.inputs)) {
    throw new MontyUsageError('inputs of stubs() must be a JSON Schema, such as z.toJSONSchema(…)')
  }
  const { modules = {} } = options
  const usedNames = [...Object.keys(tools), ...Object.keys(modules)]
  const imports = new Imports([...usedNames, ...inputNames(options.inputs)])
  const classes = new ClassWriter(imports, [...RESERVED, ...usedNames])
  const variables =
    options.inputs === undefined ? [] : declareInputs(options.inputs, imports, classes)
  const functions = new FunctionWriter(imports, classes).functions(tools)
  const namespaces = new NamespaceWriter(imports, classes).write(modules)
  const blocks = [
    imports.text,
    ...classes.texts,
    variables.join('\n'),
    functions.join('\n'),
    ...namespaces,
  ]
  return blocks
    .map((text) => text.trim())
    .filter((text) => text !== '')
    .map((text) => `${text}\n`)
    .join('\n')
}

/** Names that the text itself uses, or that a class must not hide. */
const RESERVED =
  'Any Literal Never NotRequired TypedDict None True False date datetime time timedelta'.split(' ')

const inputNames = (schema: JsonSchema | undefined): string[] =>
  (schema === undefined ? undefined : signatureOf(schema))?.parameters.map(({ name }) => name) ?? []

function checkTools(tools: ToolSet): void {
  if (typeof tools !== 'object' || tools === null) {
    throw new MontyUsageError('stubs() needs an object of tools, by name')
  }
  for (const [name, tool] of Object.entries(tools)) {
    if (!(tool instanceof Tool)) throw new MontyUsageError(`tools.${name} must be made by tool()`)
  }
}

function declareInputs(schema: JsonSchema, imports: Imports, classes: ClassWriter): string[] {
  const types = new TypeWriter(schema, 'output', imports, classes)
  return (signatureOf(schema)?.parameters ?? [])
    .filter(({ name }) => isPythonName(name))
    .flatMap(({ name, schema: property }) => {
      const line = `${name}: ${types.type(property, pascalCase(name))}`
      const about = docstring(
        oneLine(typeof property === 'object' ? property.description : undefined),
        '',
      )
      return about === undefined ? [line] : [line, about]
    })
}
