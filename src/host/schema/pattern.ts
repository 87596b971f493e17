import { nodeVm } from '../../core/node.js'

/**
 * Maximum number of steps in the worst case of a match without a timeout: some ten milliseconds.
 */
const QUICK_STEPS = 5_000_000
/**
 * The same with every optional part counted as a choice, which reasonable expressions do not reach.
 */
const MAX_STEPS = 1e9
/** Timeouts in ms of other matches; the second attempt is for a process that was slow itself. */
const TIMEOUTS_MS = [15, 30]

/** Cache of compiled expressions. */
const patterns = new Map<string, Pattern>()

/**
 * A regular expression of a schema. JavaScript's engine backtracks, which may take exponential time
 * on Python's text: expressions that may do so are matched with a timeout.
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

  /** @throws TypeError when matching times out */
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

/** Upper bounds on the ambiguity of an expression. */
interface Choices {
  /** Repetitions of one thing, each of which may begin where the last ended. */
  readonly repetitions: number
  /** Optional parts and alternatives. */
  readonly options: number
  /** Repetitions of groups that can match in several ways. */
  readonly groups: number
}

// Escapes and classes are one part each.
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
    // Back references and lookarounds count as repetitions.
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

/**
 * Whether a group can match in one way only: it has no choice, or its repetition ends at a
 * delimiter.
 */
function hasOneWay(group: string): boolean {
  if (NO_CHOICE.test(group)) return true
  const [, before, after, first, second] = MARKED.exec(group) ?? []
  const set = before ?? second
  const mark = after ?? first
  return set !== undefined && !compiled(`^(?:${set})$`).test(mark!.replace('\\', ''))
}

/** Whether a match is fast in the worst case. */
function isQuick({ repetitions, options, groups }: Choices, length: number): boolean {
  const ways = groups > 0 ? 3 ** length : (length + 1) ** (repetitions + 1)
  return ways <= QUICK_STEPS && ways * 2 ** options <= MAX_STEPS
}

interface Watch {
  readonly place: { expression: RegExp | undefined; text: string }
  readonly test: (timeout: number) => unknown
}

let watch: Watch | undefined

/** Matches with a timeout; `undefined` when it expires. */
function testWatched(expression: RegExp, text: string): boolean | undefined {
  watch ??= makeWatch()
  const { place } = watch
  place.expression = expression
  place.text = text
  try {
    for (const ms of TIMEOUTS_MS) {
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

/** Creates the context for timed matches: Node interrupts scripts from another thread. */
function makeWatch(): Watch {
  const { createContext, Script } = nodeVm()
  const place: Watch['place'] = { expression: undefined, text: '' }
  const context = createContext(place)
  const script = new Script('expression.test(text)')
  return { place, test: (timeout) => script.runInContext(context, { timeout }) }
}
