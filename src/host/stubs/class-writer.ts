import { isPythonName } from '../../core/python-names.js'
import type { Imports } from './imports.js'
import { docstring, oneLine, pythonString } from './text.js'

export interface Field {
  readonly name: string
  readonly type: string
  readonly isRequired: boolean
  readonly description: string | undefined
}

export interface ClassRequest {
  /** What it would like to be called. */
  readonly name: string
  /** What makes it the same as one asked for before, while its fields are still being written. */
  readonly key: string | undefined
  readonly description: string | undefined
  readonly fields: () => Field[]
}

/** What was written so far. */
interface State {
  readonly texts: string[]
  readonly taken: Set<string>
  readonly byKey: Map<string, string>
  readonly byBody: Map<string, string>
  readonly definitions: Map<string, string>
}

/** Writes the `TypedDict`s of a stub file, each once. */
export class ClassWriter {
  readonly #imports: Imports
  #texts: string[] = []
  #taken: Set<string>
  #byKey = new Map<string, string>()
  #byBody = new Map<string, string>()
  /** Those that were asked for by a name of their own, and what they say. */
  #definitions = new Map<string, string>()
  readonly #scopes = new WeakMap<object, number>()
  #scopeCount = 0

  /** `reserved` are names that mean something else. */
  constructor(imports: Imports, reserved: Iterable<string>) {
    this.#imports = imports
    this.#taken = new Set(reserved)
  }

  get texts(): readonly string[] {
    return this.#texts
  }

  /** Tells one schema document from another. */
  scope(document: object): number {
    const known = this.#scopes.get(document)
    if (known !== undefined) return known
    this.#scopes.set(document, ++this.#scopeCount)
    return this.#scopeCount
  }

  /** The name of the class. */
  write(request: ClassRequest): string {
    const { key } = request
    const known = key === undefined ? undefined : this.#byKey.get(key)
    if (known !== undefined) return known
    return (key === undefined ? undefined : this.#same(request, key)) ?? this.#add(request)
  }

  /** A definition of the same name in another document, if it says the same. */
  #same(request: ClassRequest, key: string): string | undefined {
    for (const [name, body] of this.#definitions) {
      if (name.replace(/\d+$/, '') !== request.name && name !== request.name) continue
      // It may refer to itself, so what it says is known only when it has a name.
      const before = this.#state()
      this.#byKey.set(key, name)
      if (this.#body(request.fields(), request.description) === body) return name
      this.#restore(before)
    }
    return undefined
  }

  #add(request: ClassRequest): string {
    const { key } = request
    const name = this.#free(request.name)
    if (key !== undefined) this.#byKey.set(key, name)
    this.#taken.add(name)
    const fields = request.fields()
    const body = this.#body(fields, request.description)
    const same = this.#byBody.get(body)
    // The same shape from elsewhere, unless something refers to this one by name already.
    if (same !== undefined && key === undefined) {
      this.#taken.delete(name)
      return same
    }
    this.#byBody.set(body, name)
    if (key !== undefined) this.#definitions.set(name, body)
    this.#texts.push(this.#text(name, fields, request.description, body))
    return name
  }

  #state(): State {
    return {
      texts: [...this.#texts],
      taken: new Set(this.#taken),
      byKey: new Map(this.#byKey),
      byBody: new Map(this.#byBody),
      definitions: new Map(this.#definitions),
    }
  }

  #restore({ texts, taken, byKey, byBody, definitions }: State): void {
    this.#texts = texts
    this.#taken = taken
    this.#byKey = byKey
    this.#byBody = byBody
    this.#definitions = definitions
  }

  #free(wanted: string): string {
    if (!this.#taken.has(wanted)) return wanted
    for (let number = 2; ; number++) {
      const candidate = `${wanted}${number}`
      if (!this.#taken.has(candidate)) return candidate
    }
  }

  #body(fields: readonly Field[], description: string | undefined): string {
    const lines: string[] = []
    const doc = docstring(description, '    ')
    if (doc !== undefined) lines.push(doc)
    for (const field of fields) {
      lines.push(`    ${field.name}: ${this.#fieldType(field)}`)
      const about = docstring(oneLine(field.description), '    ')
      if (about !== undefined) lines.push(about)
    }
    return lines.join('\n')
  }

  #fieldType({ type, isRequired }: Field): string {
    return isRequired ? type : `${this.#imports.use('NotRequired')}[${type}]`
  }

  #text(
    name: string,
    fields: readonly Field[],
    description: string | undefined,
    body: string,
  ): string {
    const base = this.#imports.use('TypedDict')
    // Names that begin with two underscores would be mangled in a class.
    const isPlain = fields.every(
      (one) => isPythonName(one.name) && !one.name.startsWith('__') && !isUsedIn(fields, one.name),
    )
    if (isPlain) return `class ${name}(${base}):\n${body}`
    const about = oneLine(description)
    const items = fields.map((one) => {
      const comment = oneLine(one.description)
      const line = `    ${pythonString(one.name)}: ${this.#fieldType(one)},`
      return comment === '' ? line : `${line}  # ${comment}`
    })
    const head = about === '' ? '' : `# ${about}\n`
    return `${head}${name} = ${base}(${pythonString(name)}, {\n${items.join('\n')}\n})`
  }
}

/** Whether a type is named like a field, which would then stand for the field: `date: date`. */
const isUsedIn = (fields: readonly Field[], name: string): boolean =>
  fields.some(({ type }) =>
    new RegExp(String.raw`\b${name}\b`).test(type.replaceAll(/'[^']*'/g, '')),
  )
