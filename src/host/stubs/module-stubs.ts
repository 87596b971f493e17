import { type ModuleStub } from '../../core/engine/source.js'
import { MontyUsageError } from '../../core/errors.js'
import {
  checkModules,
  type ModuleFactory,
  type ModuleFunction,
  type ModuleSet,
  PythonModule,
} from '../modules.js'
import { isPythonName } from '../../core/python-names.js'
import { Tool } from '../tool.js'
import { ClassWriter } from './class-writer.js'
import { FunctionWriter } from './function-writer.js'
import { Imports } from './imports.js'
import { docstring } from './text.js'
/**
 * Modules for the type checker: with their functions, or as the text of a stub file. A module that
 * a factory makes at its first import is unknown, and accepts everything.
 */
export type CheckedModules = Readonly<Record<string, PythonModule | ModuleFactory | string>>

/** The stub of an unknown module. */
const UNKNOWN_MODULE = 'from typing import Any\n\ndef __getattr__(name: str) -> Any: ...\n'

/** Writes the stubs of modules and of the modules inside them. */
export function moduleStubs(modules: CheckedModules): ModuleStub[] {
  return Object.entries(modules).flatMap(([name, module]) => {
    if (typeof module !== 'string') {
      checkModules({ [name]: module })
      if (typeof module === 'function') return [{ module: name, source: UNKNOWN_MODULE }]
      return stubsOf(name, module)
    }
    if (!name.split('.').every(isPythonName)) {
      throw new MontyUsageError(`modules: ${name} is not the path of a module`)
    }
    return [{ module: name, source: module }]
  })
}

function stubsOf(path: string, module: PythonModule): ModuleStub[] {
  const imports = new Imports(Object.keys(module.members))
  const inner = Object.entries(module.modules)
  const classes = new ClassWriter(imports, Object.keys(module.members))
  const lines = [
    ...plainFunctions(module.functions, imports, ''),
    ...new FunctionWriter(imports, classes).functions(toolsOf(module.functions)),
    ...constants(module, imports, ''),
    ...inner.map(([name]) => `from . import ${name} as ${name}`),
  ]
  const head = docstring(module.description, '') ?? ''
  const source = [head, imports.text, ...classes.texts, lines.join('\n')]
    .map((text) => text.trim())
    .filter((text) => text !== '')
    .join('\n\n')
  return [
    { module: path, source: `${source}\n` },
    ...inner.flatMap(([name, one]) => stubsOf(`${path}.${name}`, one)),
  ]
}

/** Writes modules as namespaces, for a text that declares everything at once. */
export class NamespaceWriter {
  readonly #imports: Imports
  readonly #functions: FunctionWriter

  constructor(imports: Imports, classes: ClassWriter) {
    this.#imports = imports
    this.#functions = new FunctionWriter(imports, classes)
  }

  write(modules: ModuleSet): string[] {
    checkModules(modules)
    return Object.entries(modules).map(
      ([name, module]) => `# import ${name}\n${this.#namespace(name, module, '')}`,
    )
  }

  #namespace(name: string, module: PythonModule, indent: string): string {
    const inside = `${indent}    `
    const about = docstring(module.description, inside)
    const lines = [
      ...(about === undefined ? [] : [about]),
      ...plainFunctions(module.functions, this.#imports, inside),
      ...this.#functions.functions(toolsOf(module.functions), inside),
      ...constants(module, this.#imports, inside),
      ...Object.entries(module.modules).map(([one, inner]) => this.#namespace(one, inner, inside)),
    ]
    return [`${indent}class ${name}:`, ...(lines.length === 0 ? [`${inside}...`] : lines)].join(
      '\n',
    )
  }
}

function toolsOf(functions: Readonly<Record<string, ModuleFunction>>): Record<string, Tool> {
  return Object.fromEntries(
    Object.entries(functions).filter((entry): entry is [string, Tool] => entry[1] instanceof Tool),
  )
}

/** Declares functions whose arguments are unknown. */
function plainFunctions(
  functions: Readonly<Record<string, ModuleFunction>>,
  imports: Imports,
  indent: string,
): string[] {
  return Object.entries(functions)
    .filter(([, one]) => !(one instanceof Tool))
    .map(([name]) => {
      const any = imports.use('Any')
      return `${indent}def ${name}(*args: ${any}, **kwargs: ${any}) -> ${any}: ...`
    })
}

function constants(module: PythonModule, imports: Imports, indent: string): string[] {
  return Object.entries(module.members)
    .filter(([name, member]) => !(member instanceof PythonModule) && !(name in module.functions))
    .map(([name, member]) => `${indent}${name}: ${constantType(member) ?? imports.use('Any')}`)
}

function constantType(value: unknown): string | undefined {
  switch (typeof value) {
    case 'string':
      return 'str'
    case 'boolean':
      return 'bool'
    case 'bigint':
      return 'int'
    case 'number':
      return Number.isSafeInteger(value) ? 'int' : 'float'
    default:
      return value === null ? 'None' : undefined
  }
}
