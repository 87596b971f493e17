import { MontyUsageError } from '../../core/errors.js'
import type { JsonSchema } from '../../host/json-schema.js'
import { PythonModule, type ModuleSet } from '../../host/modules.js'
import { Tool, type ToolSet } from '../../host/tool.js'
import { isShape, schemaOf, type Shape, shapeOf, widened } from './shape.js'
import { isTextTool } from './text-tools.js'

/** The result type learned for one tool. Plain JSON, without any of the values seen. */
export interface LearnedType {
  /** Shape of the results. */
  readonly shape: Shape
  /** Shape of the JSON inside the results, as long as all of them were JSON text. */
  readonly json?: Shape
  /** Whether some results were not JSON text; then no result is ever parsed. */
  readonly isPlain?: boolean
}

/** Learned types, by full tool name. */
export type LearnedTypes = Readonly<Record<string, LearnedType>>

/** Storage of learned types: a file, a row of a database. */
export interface TypeStore {
  /** The stored types; `undefined` when there are none. */
  load(): Promise<LearnedTypes | undefined> | LearnedTypes | undefined
  save(types: LearnedTypes): Promise<void> | void
}

/** Bounds the number of learned types. */
const MAX_TOOLS = 5_000
const NOTE = '(The type of the result was learned from earlier calls.)'

/** Learns the result types of tools without an `output`, and declares tools with them after {@link refresh}. */
export class LearnedTypesOf {
  readonly #tools: ToolSet
  readonly #store: TypeStore | undefined
  readonly #learned = new Map<string, LearnedType>()
  /** Types that programs are checked against. */
  #declared: LearnedTypes = {}

  constructor(tools: ToolSet, store: TypeStore | undefined) {
    this.#tools = tools
    this.#store = store
  }

  /** Learns from a result, and returns the value for Python: the result, or the JSON in it where that is declared. */
  result(name: string, tool: Tool, value: unknown): unknown {
    if (tool.outputSchema !== undefined || this.#tools[name] !== tool) return value
    const json = isTextTool(tool) ? jsonIn(value) : undefined
    const seen: LearnedType =
      json === undefined
        ? { shape: seenShape(value), ...(isTextTool(tool) ? { isPlain: true } : {}) }
        : { shape: shapeOf(value), json: shapeOf(json.value) }
    this.#learn(name, seen)
    const declared = ownOf(this.#declared, name)
    return json !== undefined && declared !== undefined && isUnwrapped(declared)
      ? json.value
      : value
  }

  #learn(name: string, seen: LearnedType): void {
    const known = this.#learned.get(name)
    if (known === undefined && this.#learned.size >= MAX_TOOLS) return
    this.#learned.set(name, known === undefined ? seen : both(known, seen))
  }

  /** Declares all types learned here and loaded from the store. Resolves to whether they changed. */
  async refresh(): Promise<boolean> {
    const kept = await this.#store?.load()
    for (const [name, type] of Object.entries(kept ?? {})) {
      if (!isLearned(type)) throw new MontyUsageError(`the type store gave no type for ${name}`)
      this.#learn(name, type)
    }
    const types = Object.fromEntries(
      [...this.#learned].toSorted(([a], [b]) => (a < b ? -1 : 1)),
    ) as LearnedTypes
    const text = JSON.stringify(types)
    if (this.#store !== undefined && text !== JSON.stringify(kept ?? {}))
      await this.#store.save(types)
    const isNew = text !== JSON.stringify(this.#declared)
    this.#declared = types
    return isNew
  }

  /** The tools with their learned types. */
  declaredTools(tools: ToolSet, path = ''): ToolSet {
    return Object.fromEntries(
      Object.entries(tools).map(([name, tool]) => [
        name,
        this.#declaredTool(`${path}${name}`, tool),
      ]),
    )
  }

  declaredModules(modules: ModuleSet, path = ''): ModuleSet {
    return Object.fromEntries(
      Object.entries(modules).map(([name, module]) => [
        name,
        this.#declaredModule(module, `${path}${name}.`),
      ]),
    )
  }

  #declaredModule(module: PythonModule, path: string): PythonModule {
    const members = Object.entries(module.members).map(([name, member]): [string, unknown] => {
      if (member instanceof Tool) return [name, this.#declaredTool(`${path}${name}`, member)]
      if (member instanceof PythonModule)
        return [name, this.#declaredModule(member, `${path}${name}.`)]
      return [name, member]
    })
    const { description } = module
    return new PythonModule(
      Object.fromEntries(members),
      description === undefined ? {} : { description },
    )
  }

  #declaredTool(name: string, tool: Tool): Tool {
    const type = ownOf(this.#declared, name)
    if (type === undefined || tool.outputSchema !== undefined) return tool
    const schema: JsonSchema = schemaOf(isUnwrapped(type) ? type.json! : type.shape)
    return schema === true ? tool : tool.declaredWith(schema, NOTE)
  }
}

const ownOf = (types: LearnedTypes, name: string): LearnedType | undefined =>
  Object.hasOwn(types, name) ? types[name] : undefined

const isUnwrapped = ({ json, isPlain }: LearnedType): boolean =>
  json !== undefined && isPlain !== true

function both(one: LearnedType, other: LearnedType): LearnedType {
  const shape = widened(one.shape, other.shape)
  const json = one.json && other.json ? widened(one.json, other.json) : (one.json ?? other.json)
  const isPlain = one.isPlain === true || other.isPlain === true
  return {
    shape,
    ...(json === undefined ? {} : { json }),
    ...(isPlain ? { isPlain: true } : {}),
  }
}

function isLearned(type: unknown): type is LearnedType {
  if (typeof type !== 'object' || type === null) return false
  const { shape, json, isPlain } = type as Partial<LearnedType>
  return (
    isShape(shape) &&
    (json === undefined || isShape(json)) &&
    typeof (isPlain ?? true) === 'boolean'
  )
}

/** Values that cannot be inspected have any type; the error does not fail the call. */
function seenShape(value: unknown): Shape {
  try {
    return shapeOf(value)
  } catch {
    return { kinds: ['any'] }
  }
}

/** Longer text is not parsed a second time. */
const MAX_JSON = 4 * 1024 * 1024

/** The object or list in JSON text. Text that is only a number or a word is taken as plain text. */
function jsonIn(value: unknown): { value: unknown } | undefined {
  if (typeof value !== 'string' || value.length > MAX_JSON || !/^\s*[[{]/.test(value))
    return undefined
  try {
    return { value: JSON.parse(value) as unknown }
  } catch {
    return undefined
  }
}
