import { nodeVm } from '../../core/node.js'

/** What a match may take at worst, in steps, that is made without a watch: some ten milliseconds. */
const QUICK_STEPS = 5_000_000
/** The same when all that an expression leaves open were open at once, as it is in none that is meant well. */
const MOST_STEPS = 1e9
/** What any other may take, and when it is tried again: it may have been this process that was slow. */
const MOST_MS = [15, 30]

/** Expressions that schemas have used, compiled. */
const patterns = new Map<string, Pattern>()

/**
 * An expression of a schema. The engine behind it tries all ways through a text, which may be
 * exponentially many, and the text is Python's: where they could be, somebody watches.
 */
export class Pattern {
  readonly #source: string
  readonly #expression: RegExp
  readonly #choices: Choices

  constructor(source: string) {
    this.#source = source
    this.#expression = compiled(source)
    this.#choices = choicesIn(source)
  }

  /** @throws TypeError when it takes too long to tell */
  test(text: string): boolean {
    if (isQuick(this.#choices, text.length)) return this.#expression.test(text)
    const matches = testWatched(this.#expression, text)
    if (matches !== undefined) return matches
    throw new TypeError(`a text takes too long to match ${this.#source.slice(0, 100)}`)
  }
}

/** A pattern of a schema, compiled once. */
export function patternOf(source: string): Pattern {
  let pattern = patterns.get(source)
  if (pattern === undefined) {
    pattern = new Pattern(source)
    patterns.set(source, pattern)
  }
  return pattern
}

function compiled(source: string): RegExp {
  // Schemas written for other languages are not always valid with the flag.
  try {
    return new RegExp(source, 'u')
  } catch {
    return new RegExp(source)
  }
}

/** What an expression leaves open at each place of a text. */
interface Choices {
  /** Repetitions of one thing, of which the next may begin where the last ended. */
  readonly repetitions: number
  /** What may be there or not. */
  readonly options: number
  /** Repetitions of what can be read in several ways. */
  readonly groups: number
}

// Escapes are one thing, and so are classes.
const PART = /\\.|\[(?:\\.|[^\]\\])*\]|\(\?[:=!]?|\(\?<[=!]?|[()*+?{|]/gsu
const OPEN_COUNT = /^\{\d+,\d*\}/

function choicesIn(source: string): Choices {
  let [repetitions, options, groups] = [0, 0, 0]
  const opened: number[] = []
  let last = { begins: 0, ends: -1 }
  for (const { 0: part, index } of source.matchAll(PART)) {
    if (part.startsWith('(')) opened.push(index)
    if (part === ')') last = { begins: opened.pop() ?? 0, ends: index + 1 }
    else if (part === '*' || part === '+' || (part === '{' && isOpenCount(source, index))) {
      const isPlain = last.ends !== index || hasOneWay(source.slice(last.begins, index))
      if (isPlain) repetitions++
      else groups++
    } else if (part === '?' || part === '|') options++
    // What refers back, and what looks around, repeats what it is about.
    else if (/^\\[1-9k]|^\(\?(?:[=!]|<[=!])/.test(part)) repetitions++
  }
  return { repetitions, options, groups }
}

const isOpenCount = (source: string, index: number): boolean =>
  OPEN_COUNT.test(source.slice(index, index + 20))

const NO_CHOICE = /^\((?:\?:)?(?:\\.|\[(?:\\.|[^\]\\])*\]|[^()*+?{|\\[])*\)$/su
const SET = String.raw`\\[dws]|\[(?:\\.|[^\]\\])*\]`
const MARK = String.raw`\\[^\w]|[^\w()*+?{|\\[\].^$]|[a-zA-Z]`
const MARKED = new RegExp(`^\\((?:\\?:)?(?:(${SET})[*+](${MARK})|(${MARK})(${SET})[*+])\\)$`, 'su')

/** Whether a group can be read in one way only: it has no choice, or what repeats in it ends at a mark. */
function hasOneWay(group: string): boolean {
  if (NO_CHOICE.test(group)) return true
  const [, before, after, first, second] = MARKED.exec(group) ?? []
  const set = before ?? second
  const mark = after ?? first
  return set !== undefined && !compiled(`^(?:${set})$`).test(mark!.replace('\\', ''))
}

/** At worst. */
function isQuick({ repetitions, options, groups }: Choices, length: number): boolean {
  const ways = groups > 0 ? 3 ** length : (length + 1) ** (repetitions + 1)
  return ways <= QUICK_STEPS && ways * 2 ** options <= MOST_STEPS
}

interface Watch {
  readonly place: { expression: RegExp | undefined; text: string }
  readonly test: (timeout: number) => unknown
}

let watch: Watch | undefined

/** `undefined` when it takes too long. */
function testWatched(expression: RegExp, text: string): boolean | undefined {
  watch ??= makeWatch()
  const { place } = watch
  place.expression = expression
  place.text = text
  try {
    for (const ms of MOST_MS) {
      const tested = testFor(watch, ms)
      if (tested !== undefined) return tested
    }
    return undefined
  } finally {
    place.expression = undefined
    place.text = ''
  }
}

function testFor({ test }: Watch, ms: number): boolean | undefined {
  try {
    return test(ms) === true
  } catch (error) {
    if ((error as { code?: unknown }).code === 'ERR_SCRIPT_EXECUTION_TIMEOUT') return undefined
    throw error
  }
}

/** Another thread ends what takes too long, which is how Node does it for scripts. */
function makeWatch(): Watch {
  const { createContext, Script } = nodeVm()
  const place: Watch['place'] = { expression: undefined, text: '' }
  const context = createContext(place)
  const script = new Script('expression.test(text)')
  return { place, test: (timeout) => script.runInContext(context, { timeout }) }
}
