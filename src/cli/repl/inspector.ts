import { Monty, MontyTypingError, type PythonModule, stubs, type ToolSet } from '../../index.js'
import { lex } from '../../pages/python-lexer.js'
import { BUILTIN_DOCS } from './builtin-docs.js'
import { definitionIn } from './completer.js'
import { MODULE_MEMBERS, TYPE_MEMBERS } from './member-names.js'
import type { Workspace } from './workspace.js'

interface Reach {
  readonly tools: ToolSet
  readonly modules: Readonly<Record<string, PythonModule>>
}

const DOTTED = /^[\p{ID_Start}_][\p{ID_Continue}]*(?:\.[\p{ID_Start}_][\p{ID_Continue}]*)*$/u

/** Answers questions about a session without changing it. */
export class Inspector {
  readonly #workspace: Workspace
  readonly #reach: Reach
  readonly #stubs: string

  constructor(workspace: Workspace, reach: Reach) {
    this.#workspace = workspace
    this.#reach = reach
    this.#stubs = stubs(reach.tools)
  }

  /** The type of an expression, as the checker infers it from all statements of the session. */
  typeOf(expression: string): string {
    const sources = this.#workspace.sources.join('\n')
    const code = `${sources}\nfrom typing import reveal_type as _reveal_\n_reveal_(\n${expression}\n)`
    const { modules } = this.#reach
    try {
      new Monty('', { typeStubs: this.#stubs, modules }).typeCheck()
      new Monty(code, { typeStubs: this.#stubs, modules, allowEval: true }).typeCheck()
      return 'the checker says nothing about it'
    } catch (error) {
      if (!(error instanceof MontyTypingError)) throw error
      const revealed = error.diagnostics.findLast(({ code: rule }) => rule === 'revealed-type')
      const [, type] = /`([^]*)`/.exec(revealed?.message ?? '') ?? []
      // Earlier statements may have findings of their own.
      const firstLine = sources.split('\n').length + 3
      const missing = error.diagnostics.findLast(
        ({ code: rule, line }) => rule === 'unresolved-reference' && line >= firstLine,
      )
      if (type === 'Unknown' && missing !== undefined) return missing.message
      return type ?? error.diagnostics[0]?.message ?? 'the checker says nothing about it'
    }
  }

  /** The signature and the documentation of a tool, a definition of the session, or a built-in. */
  describe(name: string): string {
    const { tools } = this.#reach
    const tool = Object.hasOwn(tools, name) ? tools[name] : undefined
    if (tool !== undefined) return stubs({ [name]: tool }).trim()
    const definition = definitionIn(this.#workspace.sources, name)
    if (definition !== undefined) return headOf(definition)
    const doc = Object.hasOwn(BUILTIN_DOCS, name) ? `\n    """${BUILTIN_DOCS[name]}"""` : ''
    return `${signaturesOf(name, this.typeOf(name))}${doc}`
  }

  /** Filters names to those bound in the session, and adds its functions. */
  async bound(names: readonly string[]): Promise<readonly string[]> {
    const functions = this.#workspace.functionNames()
    const asked = names.filter((name) => !functions.includes(name))
    const tries = asked.map(
      (name) => `try:\n    ${name}\n    _bound_.append("${name}")\nexcept NameError:\n    pass`,
    )
    const found = await this.#workspace.peek(['_bound_ = []', ...tries, '_bound_'].join('\n'))
    return [...functions, ...(found as string[])]
  }

  /** The members of a value, or of a module as `__import__ name`. */
  async members(expression: string): Promise<readonly string[]> {
    const [, imported] = /^__import__ (.*)$/.exec(expression) ?? []
    const path = imported ?? expression
    try {
      // Evaluating any other expression may have side effects: only its type is used.
      if (!DOTTED.test(path)) return membersOfType(this.typeOf(path))
      return imported === undefined ? await this.#ofValue(path) : await this.#ofModule(path)
    } catch {
      // The name is unbound, or its value cannot be inspected.
      return []
    }
  }

  async #ofModule(name: string): Promise<readonly string[]> {
    const candidates = (MODULE_MEMBERS[name] ?? '').split(' ')
    const shown = JSON.stringify(candidates)
    const found = await this.#workspace.peek(
      `import ${name}\n[n for n in ${shown} if hasattr(${name}, n)]`,
    )
    return found as string[]
  }

  async #ofValue(path: string): Promise<readonly string[]> {
    const type = (await this.#workspace.peek(`type(${path}).__name__`)) as string
    if (type === 'module') {
      const name = (await this.#workspace.peek(`${path}.__name__`).catch(() => path)) as string
      const shown = JSON.stringify((MODULE_MEMBERS[name] ?? '').split(' '))
      return (await this.#workspace.peek(
        `[n for n in ${shown} if hasattr(${path}, n)]`,
      )) as string[]
    }
    const known = TYPE_MEMBERS[type]
    if (known !== undefined) return known.split(' ')
    const words = JSON.stringify(this.#attributesTyped())
    return (await this.#workspace.peek(`[n for n in ${words} if hasattr(${path}, n)]`)) as string[]
  }

  /** Names used as attributes or methods in the session. */
  #attributesTyped(): string[] {
    const text = this.#workspace.sources.join('\n')
    const found = text.matchAll(
      /(?:\.|^\s+(?:async\s+)?def\s+|^\s+)([\p{ID_Start}_][\p{ID_Continue}]*)/gmu,
    )
    return [...new Set([...found].map(([, name]) => name!))]
  }
}

const LITERALS: ReadonlyArray<readonly [RegExp, string]> = [
  [/^(?:LiteralString$|Literal\["|Literal\[')/, 'str'],
  [/^Literal\[b["']/, 'bytes'],
  [/^Literal\[-?\d/, 'int'],
  [/^datetime\b/, 'datetime'],
  [/^Path\b/, 'PosixPath'],
]

/** The members of a type as the checker formats it. */
function membersOfType(type: string): string[] {
  const name = LITERALS.find(([pattern]) => pattern.test(type))?.[1] ?? /^\w+/.exec(type)?.[0]
  const known = name === undefined || !Object.hasOwn(TYPE_MEMBERS, name) ? '' : TYPE_MEMBERS[name]!
  return known.split(' ').filter((one) => one !== '')
}

/** Splits the checker's type of an overloaded function into one definition per signature. */
function signaturesOf(name: string, type: string): string {
  const [, list] = /^Overload\[([^]*)\]$/.exec(type) ?? []
  if (list === undefined) return type
  const signatures: string[] = []
  let depth = 0
  let start = 0
  for (const { kind, text, start: at } of lex(list).tokens) {
    if (kind !== 'operator') continue
    if ('([{'.includes(text)) depth++
    else if (')]}'.includes(text)) depth--
    else if (text === ',' && depth === 0) {
      signatures.push(list.slice(start, at))
      start = at + 1
    }
  }
  signatures.push(list.slice(start))
  return signatures.map((one) => `def ${name}${one.trim()}`).join('\n')
}

/** A definition without its body: the head and the docstring. */
function headOf(definition: string): string {
  const lines = definition.split('\n')
  const end = lines.findIndex((line) => /:\s*(?:#.*)?$/.test(line))
  const head = lines.slice(0, end + 1)
  const rest = lines.slice(end + 1).join('\n')
  const [doc] = /^\s*[rR]?(?:"""[^]*?"""|'''[^]*?'''|"[^"\n]*"|'[^'\n]*')/.exec(rest) ?? []
  return [...(end < 0 ? [lines[0]!] : head), ...(doc === undefined ? [] : [doc])].join('\n')
}
