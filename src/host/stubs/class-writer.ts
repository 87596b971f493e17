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
  /** The preferred name. */
  readonly name: string
  /** Identifies the class while its fields are still being written, so that references find it. */
  readonly key: string | undefined
  readonly description: string | undefined
  readonly fields: () => Field[]
}

/** Snapshot of the writer's output. */
interface State {
  readonly texts: string[]
  readonly usedNames: Set<string>
  readonly byKey: Map<string, string>
  readonly byBody: Map<string, string>
  readonly definitions: Map<string, string>
}

/** Writes the `TypedDict`s of a stub file, each once. */
export class ClassWriter {
  readonly #imports: Imports
  #texts: string[] = []
  #usedNames: Set<string>
  #byKey = new Map<string, string>()
  #byBody = new Map<string, string>()
  /** Classes with a key, and their bodies. */
  #definitions = new Map<string, string>()
  readonly #scopes = new WeakMap<object, number>()
  #scopeCount = 0

  /** `reserved` are names that have another meaning in the file. */
  constructor(imports: Imports, reserved: Iterable<string>) {
    this.#imports = imports
    this.#usedNames = new Set(reserved)
  }

  get texts(): readonly string[] {
    return this.#texts
  }

  /** A number that identifies a schema document. */
  scope(document: object): number {
    const known = this.#scopes.get(document)
    if (known !== undefined) return known
    this.#scopes.set(document, ++this.#scopeCount)
    return this.#scopeCount
  }

  /** Writes the class, or finds an equal one. Returns its name. */
  write(request: ClassRequest): string {
    const { key } = request
    const known = key === undefined ? undefined : this.#byKey.get(key)
    if (known !== undefined) return known
    return (key === undefined ? undefined : this.#same(request, key)) ?? this.#add(request)
  }

  /** Finds a definition of the same name in another document, if its body is equal. */
  #same(request: ClassRequest, key: string): string | undefined {
    for (const [name, body] of this.#definitions) {
      if (name.replace(/\d+$/, '') !== request.name && name !== request.name) continue
      // The definition may refer to itself, so its body can only be compared once it has a name.
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
    this.#usedNames.add(name)
    const fields = request.fields()
    const body = this.#body(fields, request.description)
    const same = this.#byBody.get(body)
    // An equal class exists: use it, unless something refers to the new one by name already.
    if (same !== undefined && key === undefined) {
      this.#usedNames.delete(name)
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
      usedNames: new Set(this.#usedNames),
      byKey: new Map(this.#byKey),
      byBody: new Map(this.#byBody),
      definitions: new Map(this.#definitions),
    }
  }

  #restore({ texts, usedNames, byKey, byBody, definitions }: State): void {
    this.#texts = texts
    this.#usedNames = usedNames
    this.#byKey = byKey
    this.#byBody = byBody
    this.#definitions = definitions
  }

  #free(wanted: string): string {
    if (!this.#usedNames.has(wanted)) return wanted
    for (let number = 2; ; number++) {
      const candidate = `${wanted}${number}`
      if (!this.#usedNames.has(candidate)) return candidate
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
    // Python mangles names in a class that begin with two underscores.
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

/** Whether a type has the name of a field, which would then shadow the type: `date: date`. */
const isUsedIn = (fields: readonly Field[], name: string): boolean =>
  fields.some(({ type }) =>
    new RegExp(String.raw`\b${name}\b`).test(type.replaceAll(/'[^']*'/g, '')),
  )
