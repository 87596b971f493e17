import type { PythonModule, ToolSet } from '../../index.js'
import { BUILTINS, lex, PYTHON_KEYWORDS, type Token } from '../../pages/python-lexer.js'
import type { Completion } from './candidates.js'
import { subjectOf } from './subject.js'

/** Sources of completions besides the text. */
export interface Known {
  readonly tools: ToolSet
  readonly modules: Readonly<Record<string, PythonModule>>
  /** Python modules that can be imported. */
  readonly importable: readonly string[]
  /** The commands of the prompt, with the colon. */
  readonly commands: readonly string[]
  /** Statements entered so far. */
  sources(): readonly string[]
  /** Filters names to those that are bound. */
  bound(names: readonly string[]): Promise<readonly string[]>
  /** The member names of a value, by an expression without side effects. */
  members(expression: string): Promise<readonly string[]>
}

/** Completions at the end of a text. */
export async function completionOf(before: string, known: Known): Promise<Completion> {
  if (/^:\w*$/.test(before)) return matching(before, 0, known.commands)
  const { tokens } = lex(before)
  const last = tokens.at(-1)
  if (last?.kind === 'string' || last?.kind === 'comment')
    return { from: before.length, candidates: [] }
  const [word] = /[\p{ID_Continue}]*$/u.exec(before)!
  const from = before.length - word.length
  const line = before.slice(before.lastIndexOf('\n') + 1)
  if (/^\s*(?:import|from)\s+[\w.]*$/.test(line)) return modulesAfter(line, known)
  const [, module] = /^\s*from\s+([\w.]+)\s+import\s+(?:[\w\s,]*)$/.exec(line) ?? []
  if (module !== undefined) return matching(word, from, await membersOf(module, known, true))
  if (before[from - 1] === '.') {
    const subject = subjectOf(before.slice(0, from - 1))
    const members = subject === undefined ? [] : await membersOf(subject, known, false)
    return matching(word, from, members)
  }
  const keywords = matching(word, from, keywordsOf(tokens, known))
  if (keywords.candidates.length > 0) return keywords
  const typed = namesIn(known.sources()).filter((name) => name.startsWith(word))
  const names = [
    ...(await known.bound(typed)),
    ...namesIn([before.slice(0, from)]),
    ...Object.keys(known.tools),
    ...Object.keys(known.modules),
    // Built-ins are of no interest before a letter was typed.
    ...(word === '' ? [] : [...BUILTINS, ...PYTHON_KEYWORDS]),
  ]
  return matching(word, from, names)
}

function matching(word: string, from: number, names: readonly string[]): Completion {
  const isHidden = (name: string): boolean => name.startsWith('_') && !word.startsWith('_')
  const found = names.filter((name) => name.startsWith(word) && name !== word && !isHidden(name))
  return { from, candidates: [...new Set(found)].toSorted() }
}

function modulesAfter(line: string, { modules, importable }: Known): Completion {
  const [, word = ''] = /([\w.]*)$/.exec(line) ?? []
  return matching(word, line.length - word.length, [...importable, ...Object.keys(modules)])
}

async function membersOf(
  path: string,
  known: Known,
  isImport: boolean,
): Promise<readonly string[]> {
  const [first, ...rest] = path.split('.')
  let module: PythonModule | undefined = known.modules[first!]
  for (const name of rest) module = module?.modules[name]
  if (module !== undefined) return Object.keys(module.members)
  return known.members(isImport ? `__import__ ${path}` : path)
}

/** The names in sources, except attributes and keyword arguments. */
function namesIn(sources: readonly string[]): string[] {
  const names = new Set<string>()
  for (const source of sources) {
    const tokens = lex(source).tokens.filter(({ kind }) => kind !== 'space')
    /** For each open bracket, whether it contains parameters. */
    const open: boolean[] = []
    for (const [index, { kind, text }] of tokens.entries()) {
      if (kind === 'operator' && '([{'.includes(text))
        open.push(text === '(' && tokens[index - 1]?.kind === 'definition')
      else if (kind === 'operator' && ')]}'.includes(text)) open.pop()
      if (kind !== 'name' && kind !== 'definition') continue
      const isArgument =
        open.at(-1) === false && tokens[index + 1]?.text === '=' && tokens[index + 2]?.text !== '='
      if (!isArgument && tokens[index - 1]?.text !== '.') names.add(text)
    }
  }
  return [...names]
}

function previousOf(tokens: readonly Token[], index: number): Token | undefined {
  for (let at = index - 1; at >= 0; at--) if (tokens[at]!.kind !== 'space') return tokens[at]
  return undefined
}

/** The parameters of the function whose call the text ends in, as `name=`. */
function keywordsOf(tokens: readonly Token[], known: Known): string[] {
  const name = calleeOf(tokens)
  if (name === undefined) return []
  const tool = known.tools[name]
  const parameters =
    tool === undefined
      ? parametersIn(known.sources(), name)
      : tool.signature.parameters.map(({ pythonName }) => pythonName)
  const given = new Set(tokens.map(({ text }) => text))
  return parameters.filter((one) => !one.startsWith('*') && !given.has(one)).map((one) => `${one}=`)
}

function calleeOf(tokens: readonly Token[]): string | undefined {
  let depth = 0
  for (let at = tokens.length - 1; at >= 0; at--) {
    const { text, kind } = tokens[at]!
    if (kind !== 'operator') continue
    if (')]}'.includes(text)) depth++
    else if ('([{'.includes(text) && --depth < 0) {
      const callee = previousOf(tokens, at)
      return text === '(' && callee?.kind === 'name' ? callee.text : undefined
    }
  }
  return undefined
}

/** The parameters of a function defined in the session. */
function parametersIn(sources: readonly string[], name: string): string[] {
  const source = definitionIn(sources, name)
  if (source === undefined) return []
  const [, list = ''] = /^[^(]*\(([^]*)$/.exec(source) ?? []
  const { tokens } = lex(list)
  const names: string[] = []
  let depth = 0
  let isStart = true
  for (const { kind, text } of tokens) {
    if (kind === 'operator' && '([{'.includes(text)) depth++
    else if (kind === 'operator' && ')]}'.includes(text) && depth-- === 0) break
    else if (depth === 0 && text === ',') isStart = true
    else if (isStart && kind === 'name') {
      names.push(text)
      isStart = false
    }
  }
  return names.filter((one) => one !== 'self')
}

/** The latest definition of a function or class, from its line to the end of the source. */
export function definitionIn(sources: readonly string[], name: string): string | undefined {
  const pattern = new RegExp(String.raw`^[ \t]*(?:async[ \t]+)?(?:def|class)[ \t]+${name}\b`, 'm')
  for (const source of sources.toReversed()) {
    const found = pattern.exec(source)
    if (found !== null) return source.slice(found.index)
  }
  return undefined
}
