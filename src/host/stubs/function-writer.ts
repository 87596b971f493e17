import { nativeOf } from '../schema/native.js'
import { onlyChoices } from '../schema/choices.js'
import { listed } from '../schema/choices.js'
import type { JsonSchemaObject } from '../json-schema.js'
import type { JsonSchema } from '../json-schema.js'
import { pythonNamesOf } from '../../core/python-names.js'
import { type Parameter, type Signature } from '../signature.js'
import type { ClassWriter } from './class-writer.js'
import type { Imports } from './imports.js'
import { docstring, oneLine, pascalCase, pythonLiteral } from './text.js'
import { isLong } from './literal.js'
import { TypeWriter } from './type-writer.js'

/** Declaration of a function for Python. */
export interface DeclaredFunction {
  readonly description: string | undefined
  readonly inputSchema: JsonSchema | undefined
  readonly outputSchema: JsonSchema | undefined
  readonly isAsync: boolean
  /** Whether text that is a date by its `format` becomes a date in Python. */
  readonly givesDates?: boolean
  readonly signature: Signature
}

/** Writes `def` and `async def` lines, and the classes that they need. */
export class FunctionWriter {
  readonly #imports: Imports
  readonly #classes: ClassWriter

  constructor(imports: Imports, classes: ClassWriter) {
    this.#imports = imports
    this.#classes = classes
  }

  /** Declares functions under their Python names. */
  functions(functions: Readonly<Record<string, DeclaredFunction>>, indent = ''): string[] {
    const names = Object.keys(functions)
    const pythonNames = pythonNamesOf(names)
    return names.map((name, index) => this.#function(pythonNames[index]!, functions[name]!, indent))
  }

  #function(name: string, declared: DeclaredFunction, indent: string): string {
    const { inputSchema = true, outputSchema, isAsync, givesDates } = declared
    const title = pascalCase(name)
    const types = new TypeWriter(inputSchema, 'input', this.#imports, this.#classes)
    const result =
      outputSchema === undefined
        ? this.#imports.use('Any')
        : new TypeWriter(outputSchema, 'output', this.#imports, this.#classes, givesDates).type(
            outputSchema,
            `${title}Result`,
          )
    const parameters = this.#parameters(declared.signature, title, types)
    const head = `${indent}${isAsync ? 'async def' : 'def'} ${name}(${parameters}) -> ${result}:`
    const doc = docstring(documentation(declared), `${indent}    `)
    return doc === undefined ? `${head} ...` : `${head}\n${doc}`
  }

  #parameters({ parameters, isOpen, rest }: Signature, title: string, types: TypeWriter): string {
    const texts: string[] = []
    let isKeywordOnly = false
    let hasOptional = false
    for (const parameter of parameters) {
      // Positional arguments are in order: a required argument after an optional one is
      // keyword-only.
      if (parameter.isRequired && hasOptional && !isKeywordOnly) {
        isKeywordOnly = true
        texts.push('*')
      }
      hasOptional ||= !parameter.isRequired
      const type = types.type(parameter.schema, title + pascalCase(parameter.name))
      texts.push(`${parameter.pythonName}: ${type}${defaultOf(parameter)}`)
    }
    if (isOpen) texts.push(`**${freeName(parameters)}: ${types.type(rest, `${title}Value`)}`)
    return texts.join(', ')
  }
}

function defaultOf({ schema, isRequired }: Parameter): string {
  if (isRequired) return ''
  const isLiteral =
    typeof schema === 'object' && 'default' in schema && nativeOf(schema) === undefined
  const value = isLiteral ? pythonLiteral(schema.default) : undefined
  return ` = ${value ?? '...'}`
}

function freeName(parameters: readonly Parameter[]): string {
  let name = 'kwargs'
  while (parameters.some((one) => one.pythonName === name)) name += '_'
  return name
}

/** Describes an argument, with some of its values where the type does not list them. */
function aboutPart({ description, enum: values, anyOf = [] }: JsonSchemaObject): string {
  const text = oneLine(description)
  const choices = values ?? onlyChoices(anyOf)
  if (choices === undefined || !isLong(choices)) return text
  const some = `One of ${listed(choices, (one) => pythonLiteral(one) ?? '…')}.`
  return text === '' ? some : `${text} ${some}`
}

/** The docstring: description of the function and of its arguments. */
function documentation({ description, signature }: DeclaredFunction): string {
  const about = signature.parameters.flatMap(({ pythonName, schema }) => {
    const text = typeof schema === 'object' ? aboutPart(schema) : ''
    return text === '' ? [] : [`    ${pythonName}: ${text}`]
  })
  const head = description?.trim() ?? ''
  if (about.length === 0) return head
  return `${head === '' ? '' : `${head}\n\n`}Args:\n${about.join('\n')}`
}
