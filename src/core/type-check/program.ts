import type { Diagnostic } from '../errors.js'
import { MAX_LINE, MAX_SOURCE } from '../scan-limits.js'

interface Checked {
  readonly code: string
  /** Code executed before, in a session. */
  readonly earlier: string
  readonly stubs: string
  readonly findings: readonly Diagnostic[]
}

/** Analyzes the program's text for the values that findings are about. */
export class CheckedProgram {
  readonly #lines: readonly string[]
  readonly #code: string
  readonly #functions: ReadonlySet<string>
  /** The rests of lines after their first `.update(`, and after their first `|=`. */
  readonly #updates: string
  readonly #merges: string
  /**
   * Keys that are assigned values of other types than declared or inferred, and names of their containers.
   */
  readonly #keys: ReadonlySet<string>
  readonly #names: ReadonlySet<string>

  constructor({ code, earlier, stubs, findings }: Checked) {
    const read = code.slice(0, MAX_SOURCE)
    this.#lines = read.split('\n').map(unlessLong)
    const all = [...earlier.slice(-MAX_SOURCE).split('\n').map(unlessLong), ...this.#lines]
    this.#code = all.join('\n')
    this.#updates = restsAfter('.update(', all)
    this.#merges = restsAfter('|=', all)
    this.#functions = new Set(
      [...stubs.matchAll(/^(?:async )?def ([^\s(]+)\(/gm)].map(([, name]) => name!),
    )
    const keys = [...this.#code.matchAll(KEY_ASSIGNED)].map(([, , key]) => key!)
    this.#keys = new Set(keys)
    const filled = findings.filter(isOtherContent).map((finding) => this.#filledBy(finding))
    filled.push(...findings.map((finding) => this.#rebound(finding) ?? ''))
    this.#names = this.#derivedFrom(new Set(filled.filter((name) => name !== '')))
  }

  /** The marked text of a finding, limited to its first line. */
  marked({ line, column, endLine, endColumn }: Diagnostic): string {
    const characters = Array.from(this.#lines[line - 1] ?? '')
    return characters.slice(column - 1, line === endLine ? endColumn - 1 : undefined).join('')
  }

  /** The text before the marked one, on its line. */
  before({ line, column }: Diagnostic): string {
    return Array.from(this.#lines[line - 1] ?? '')
      .slice(0, column - 1)
      .join('')
  }

  /**
   * Whether a finding is about a container whose contents the program has changed: a field of a result, as in
   * `row['when'] = datetime.fromisoformat(row['when'])`, or a list or dict.
   */
  isChanged(finding: Diagnostic): boolean {
    // For a missing key, only the key is marked: its container precedes it.
    const [source = ''] =
      finding.code === 'invalid-key'
        ? (/[\w.)]*(?:\[[^[\]]*\])*\[\s*$/.exec(this.before(finding)) ?? [])
        : []
    return this.#mentions(source + this.marked(finding))
  }

  /** Whether the program itself writes the key, as in `row['total'] = …`. */
  hasKeyOfItsOwn(key: string): boolean {
    if (this.#keys.has(key)) return true
    const escaped = key.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)
    const quotedKey = String.raw`(["'])${escaped}\1`
    const isSet = [
      String.raw`\.setdefault\(\s*${quotedKey}`,
      String.raw`\[\s*${quotedKey}\s*\]\s*(?:[-+*/%|&]|//|\*\*)=`,
    ].some((pattern) => new RegExp(pattern).test(this.#code))
    const entry = new RegExp(String.raw`${quotedKey}\s*:`)
    const argument = new RegExp(String.raw`\b${escaped}\s*=`)
    return (
      isSet || entry.test(this.#merges) || entry.test(this.#updates) || argument.test(this.#updates)
    )
  }

  definesClass(name: string): boolean {
    return new RegExp(String.raw`^[ \t]*class ${name}\b`, 'm').test(this.#code)
  }

  /** Whether a finding is that a name is assigned a value of another type than its declared one. */
  isRebinding(finding: Diagnostic): boolean {
    return this.#rebound(finding) !== undefined
  }

  #rebound(finding: Diagnostic): string | undefined {
    if (finding.code !== 'invalid-assignment') return undefined
    if (!/^Object of type `[^`]+` is not assignable to `/.test(finding.message)) return undefined
    return /^\s*([\p{L}_][\p{L}\p{N}_]*)\s*=(?!=)/u.exec(this.#lines[finding.line - 1] ?? '')?.[1]
  }

  /** Whether the subscripted name is assigned several times, or conditionally. */
  hasSeveralValues(finding: Diagnostic): boolean {
    const text = this.before(finding) + this.marked(finding)
    const [, name] = /([A-Za-z_]\w*)\s*(?:\[[^[\]]*\]?)?$/.exec(text) ?? []
    if (name === undefined) return false
    const values = [...this.#code.matchAll(new RegExp(String.raw`\b${name}[ \t]*=(?!=)(.*)`, 'g'))]
    return values.length > 1 || values.some(([, value]) => /\b(?:if|or|and)\b/.test(value!))
  }

  /** Whether a finding is about an attribute that the program sets in more than one place. */
  isOfSetAttribute(finding: Diagnostic): boolean {
    const marked = this.marked(finding)
    const read = finding.code.endsWith('attribute') ? marked.replace(/\.\w+$/, '') : marked
    return [...read.matchAll(/\.([A-Za-z_]\w*)\b(?!\s*\()/g)].some(([, name]) => {
      const settings = new RegExp(String.raw`\.${name}\s*(?::[^=\n]+)?=(?!=)`, 'g')
      return [...this.#code.matchAll(settings)].length > 1
    })
  }

  /** Whether the program annotates the attribute with a type. */
  annotates(name: string): boolean {
    return new RegExp(String.raw`^[ \t]+(?:self\.)?${name}[ \t]*:[ \t]*[^=\s]`, 'm').test(
      this.#code,
    )
  }

  /** Whether the function that a finding names is the program's own. */
  isOwnCall(message: string): boolean {
    const [, name] = /^Argument to (?:bound method|function) `([^`]+)`/.exec(message) ?? []
    const own = name?.split('.').at(-1)
    if (own === undefined || this.#functions.has(own)) return false
    return new RegExp(String.raw`\bdef ${own}\(`).test(this.#code)
  }

  setsAttribute(name: string): boolean {
    return new RegExp(String.raw`\.${name}\s*(?::[^=\n]+)?=(?!=)`).test(this.#code)
  }

  /** Whether the marked value, or its container, is exactly the result of a host function. */
  isResult(finding: Diagnostic): boolean {
    // Tests for None in earlier code are not known.
    const own = this.#lines.join('\n')
    const loops = (line: string): boolean =>
      standInOrder(line, [/\bfor\b/, new RegExp(String.raw`\b${name}\b`), /\bin\b/])
    const [, called, name] =
      /^\(?\s*(?:await\s+)?(?:([\w.]+)\(|(\w+)\s*(?:\[[^[\]]*\]|\.\w+)?$)/.exec(
        this.marked(finding),
      ) ?? []
    if (called !== undefined) return this.#functions.has(called.split('.').at(-1)!)
    if (name === undefined) return false
    const values = [
      ...own.matchAll(new RegExp(String.raw`\b${name}[ \t]*:?=(?!=)[ \t]*(.*)`, 'g')),
    ].map(([, value]) => /^(?:await\s+)?(?:\w+\.)*(\w+)\(.*\)\s*(?:#.*)?$/.exec(value!)?.[1])
    return (
      values.length > 0 &&
      values.every((one) => one !== undefined && this.#functions.has(one)) &&
      !this.#lines.some(loops)
    )
  }

  /** The name of the container that is given an item of another type. */
  #filledBy(finding: Diagnostic): string {
    const text = this.before(finding) + this.marked(finding)
    const [, name] =
      /([\p{L}_][\p{L}\p{N}_]*)(?:\[[^\]]*\])*\.\w+$/u.exec(calledIn(text)) ??
      /([\p{L}_][\p{L}\p{N}_]*)\s*(?:\[[^\]]*\])+\s*$/u.exec(text) ??
      []
    return name ?? ''
  }

  #mentions(text: string, names: ReadonlySet<string> = this.#names): boolean {
    if ([...text.matchAll(KEY)].some(([, , key]) => this.#keys.has(key!))) return true
    return [...text.matchAll(NAME)].some(([name]) => names.has(name))
  }

  /** Names, and those assigned from them or from the changed keys. */
  #derivedFrom(changed: Set<string>): ReadonlySet<string> {
    if (changed.size === 0 && this.#keys.size === 0) return changed
    // Two rounds, as a source may be derived itself.
    for (let round = 0; round < 2; round++) {
      for (const [, looped, source, name, value] of this.#code.matchAll(BINDING)) {
        if (!this.#mentions(source ?? value ?? '', changed)) continue
        for (const [target] of (looped ?? name ?? '').matchAll(NAME)) changed.add(target)
      }
    }
    return changed
  }
}

const KEY_ASSIGNED = /\[\s*(["'])([^"'\n]+)\1\s*\]\s*=(?!=)/g
const KEY = /(?:\[|\.get\()\s*(["'])([^"'\n]+)\1/g
const NAME = /[\p{L}_][\p{L}\p{N}_]*/gu
/** Loops, and assignments to names. */
const BINDING = /\bfor\s+([\w \t,()*]+?)\s+in\s+([^\n]*)|(?:^|[\s(])([\w, ]+?)\s*:?=(?!=)([^\n]*)/gm

const unlessLong = (line: string): string => (line.length > MAX_LINE ? '' : line)

function restsAfter(text: string, lines: readonly string[]): string {
  return lines
    .filter((line) => line.includes(text))
    .map((line) => line.slice(line.indexOf(text) + text.length))
    .join('\n')
}

function standInOrder(line: string, patterns: readonly RegExp[]): boolean {
  let rest = line
  return patterns.every((pattern) => {
    const at = rest.search(pattern)
    rest = rest.slice(at + 1)
    return at !== -1
  })
}

/** The text before the parenthesis that is open at the end; empty when none is. */
function calledIn(text: string): string {
  let depth = 0
  for (let at = text.length - 1; at >= 0; at--) {
    if (text[at] === ')') depth++
    else if (text[at] === '(' && depth-- === 0) return text.slice(0, at)
  }
  return ''
}

/** Whether a finding is that a container is given an item of a type other than its inferred one. */
export function isOtherContent({ code, message }: Diagnostic): boolean {
  if (code === 'invalid-assignment') return message.startsWith('Invalid subscript assignment')
  return code === 'invalid-argument-type' && OWN_METHOD.test(message)
}

/** A method of a container that takes anything in Python. */
const OWN_METHOD = new RegExp(
  '^Argument to bound method `(?:list|deque|set|frozenset|dict|defaultdict|Counter|Mutable\\w+|Mapping|Sequence)' +
    '\\.(?:append|appendleft|add|insert|extend|extendleft|update|setdefault|get|pop|remove|discard|index|count|' +
    'union|intersection|difference|symmetric_difference|issubset|issuperset|isdisjoint)`',
)
