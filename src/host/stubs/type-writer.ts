import type { JsonSchema, JsonSchemaObject } from '../json-schema.js'
import { onlyChoices } from '../schema/choices.js'
import { definitionNameOf, nativeOf } from '../schema/native.js'
import { References, unescaped } from '../schema/references.js'
import { PYTHON_NAMES, temporalFormat } from '../schema/temporal.js'
import { isClosedTuple } from '../schema/tuples.js'
import type { ClassWriter } from './class-writer.js'
import type { Imports } from './imports.js'
import { pascalCase } from './text.js'
import { literalType } from './literal.js'
import {
  hasDefault,
  hasOwnShape,
  impliedType,
  isClosedObject,
  isNull,
  isUntyped,
} from './shapes.js'
import { union } from './unions.js'

/** Maximum nesting of schemas in types; deeper parts are `Any`. */
const MAX_DEPTH = 24

/** Writes the types of one schema document as Python type expressions. */
export class TypeWriter {
  readonly #imports: Imports
  readonly #classes: ClassWriter
  readonly #references: References
  readonly #side: 'input' | 'output'
  readonly #dates: boolean
  /** Definitions that are being written and are no classes: they cannot refer to themselves. */
  readonly #open = new Set<string>()

  /** `dates` says whether text that is a date by its `format` becomes a date in Python. */
  constructor(
    root: JsonSchema,
    side: 'input' | 'output',
    imports: Imports,
    classes: ClassWriter,
    dates = false,
  ) {
    this.#references = new References(root)
    this.#side = side
    this.#dates = dates
    this.#imports = imports
    this.#classes = classes
  }

  /** The type of a schema. `name` is the preferred name of a class for it. */
  type(schema: JsonSchema | undefined, name: string, depth = 0): string {
    if (schema === undefined || schema === true || depth > MAX_DEPTH) return this.#any()
    if (schema === false) return this.#imports.use('Never')
    const type = this.#plain(schema, name, depth)
    return schema.nullable === true ? union([type, 'None']) : type
  }

  #any(): string {
    return this.#imports.use('Any')
  }

  #plain(schema: JsonSchemaObject, name: string, depth: number): string {
    const { $ref, anyOf, oneOf, allOf } = schema
    if ($ref !== undefined) return this.#reference($ref, name, depth)
    if ('const' in schema) return literalType([schema.const], this.#imports)
    if (schema.enum !== undefined) return literalType(schema.enum, this.#imports)
    if (allOf !== undefined && allOf.length > 0) return this.#all(schema, allOf, name, depth)
    const alternatives = anyOf ?? oneOf
    if (alternatives !== undefined && !hasOwnShape(schema)) {
      return this.#union(alternatives, name, depth)
    }
    const { type } = schema
    if (Array.isArray(type)) {
      return union(type.map((one) => this.#ofType({ ...schema, type: one }, one, name, depth)))
    }
    return this.#ofType(schema, type ?? impliedType(schema), name, depth)
  }

  #union(alternatives: readonly JsonSchema[], name: string, depth: number): string {
    const choices = onlyChoices(alternatives)
    if (choices !== undefined) return literalType(choices, this.#imports)
    const several = alternatives.filter((one) => !isNull(one)).length > 1
    return union(
      alternatives.map((one, index) => {
        const title = typeof one === 'object' ? one.title : undefined
        const own =
          title === undefined ? `${name}${several ? index + 1 : ''}` : name + pascalCase(title)
        return this.type(one, own, depth + 1)
      }),
    )
  }

  #ofType(schema: JsonSchemaObject, type: unknown, name: string, depth: number): string {
    switch (type) {
      case 'string':
        return this.#text(schema)
      case 'integer':
        return 'int'
      case 'number':
        return 'float'
      case 'boolean':
        return 'bool'
      case 'null':
        return 'None'
      case 'array':
        return this.#array(schema, name, depth)
      case 'object':
        return this.#object(schema, name, depth)
      default:
        return this.#any()
    }
  }

  /** The type of a text, or of the dates and times that it represents. */
  #text(schema: JsonSchemaObject): string {
    if (nativeOf(schema) === 'Date') return this.#imports.useDatetime('datetime')
    const format = temporalFormat(schema)
    if (format === undefined) return 'str'
    const python = (): string => this.#imports.useDatetime(PYTHON_NAMES[format])
    if (this.#side === 'input') return union([python(), 'str'])
    return this.#dates && (format === 'date-time' || format === 'date') ? python() : 'str'
  }

  #array(schema: JsonSchemaObject, name: string, depth: number): string {
    if (nativeOf(schema) === 'Set') {
      return `set[${this.type(schema.items as JsonSchema | undefined, `${name}Item`, depth + 1)}]`
    }
    const { items, prefixItems } = schema
    const leading = prefixItems ?? (Array.isArray(items) ? (items as JsonSchema[]) : undefined)
    const rest = Array.isArray(items) ? schema.additionalItems : (items as JsonSchema | undefined)
    if (leading === undefined) return `list[${this.type(rest, `${name}Item`, depth + 1)}]`
    const types = leading.map((one, index) => this.type(one, `${name}Item${index + 1}`, depth + 1))
    if (!isClosedTuple(leading, rest, schema)) {
      const others =
        rest === undefined || rest === false ? [] : [this.type(rest, `${name}Item`, depth + 1)]
      return `list[${union([...types, ...others])}]`
    }
    const tuple = `tuple[${types.join(', ')}]`
    // Tools also accept lists; results of the host become tuples.
    return this.#side === 'output' ? tuple : union([tuple, `list[${union(types)}]`])
  }

  #object(schema: JsonSchemaObject, name: string, depth: number): string {
    const { properties, additionalProperties, patternProperties, propertyNames } = schema
    if (nativeOf(schema) === 'Map') {
      const key = this.type(propertyNames, `${name}Key`, depth + 1)
      return `dict[${key}, ${this.type(additionalProperties, `${name}Value`, depth + 1)}]`
    }
    const names = Object.keys(properties ?? {})
    const isOpen = additionalProperties === true || typeof additionalProperties === 'object'
    if (names.length > 0 && !isOpen && patternProperties === undefined) {
      return this.#namedClass(schema, name, depth)
    }
    if (names.length > 0) return `dict[str, ${this.#any()}]`
    const values = Object.values(patternProperties ?? {})
    if (typeof additionalProperties === 'object') values.push(additionalProperties)
    if (values.length === 0) return `dict[str, ${this.#any()}]`
    return `dict[str, ${union(values.map((one) => this.type(one, `${name}Value`, depth + 1)))}]`
  }

  /** Writes a class under the name that the schema's library has for it, if any. */
  #namedClass(schema: JsonSchemaObject, name: string, depth: number): string {
    const own = definitionNameOf(schema)
    if (own === undefined) return this.#class(schema, name, depth)
    const key = `${this.#side} ${own} ${this.#classes.scope(this.#references)}`
    return this.#class(schema, pascalCase(own), depth, key)
  }

  #class(schema: JsonSchemaObject, name: string, depth: number, key?: string): string {
    const { properties = {}, required = [] } = schema
    return this.#classes.write({
      name,
      key,
      description: schema.description,
      fields: () =>
        Object.entries(properties).map(([field, property]) => ({
          name: field,
          type: this.type(property, name + pascalCase(field), depth + 1),
          isRequired: required.includes(field) || (this.#side === 'output' && hasDefault(property)),
          description: typeof property === 'object' ? property.description : undefined,
        })),
    })
  }

  #reference($ref: string, name: string, depth: number): string {
    const target = this.#references.find($ref)
    if (target === undefined || typeof target === 'boolean') return this.type(target, name, depth)
    const own = $ref === '#' ? name : pascalCase(unescaped($ref.split('/').at(-1) ?? name))
    const shape = this.#merged(target)
    if (isClosedObject(shape)) {
      return this.#class(
        shape,
        own,
        depth,
        `${this.#side} ${$ref} ${this.#classes.scope(this.#references)}`,
      )
    }
    if (this.#open.has($ref)) return this.#any()
    this.#open.add($ref)
    const type = this.type(target, own, depth + 1)
    this.#open.delete($ref)
    return type
  }

  /**
   * The type of several schemas that all apply: one class of all their properties, if they are
   * objects.
   */
  #all(
    schema: JsonSchemaObject,
    parts: readonly JsonSchema[],
    name: string,
    depth: number,
  ): string {
    const merged = this.#merged(schema)
    if (isClosedObject(merged)) return this.#class(merged, name, depth)
    const { allOf: _, ...own } = schema
    const typed = [own, ...parts].filter((one) => !isUntyped(one))
    return typed.length === 1 ? this.type(typed[0], name, depth + 1) : this.#any()
  }

  #merged(schema: JsonSchemaObject, seen: readonly JsonSchema[] = []): JsonSchemaObject {
    const { allOf, ...own } = schema
    if (allOf === undefined || seen.includes(schema)) return schema
    const all = { ...own, properties: { ...own.properties }, required: [...(own.required ?? [])] }
    for (const part of allOf) {
      const resolved = this.#references.resolve(part)
      if (typeof resolved !== 'object') continue
      const merged = this.#merged(resolved, [...seen, schema])
      const { properties, required } = all
      Object.assign(all, { ...merged, ...all })
      all.properties = { ...merged.properties, ...properties }
      all.required = [...required, ...(merged.required ?? [])]
    }
    return all
  }
}
