import { PyFloat } from 'monty-node'

/** What a tool was asked, and what it said. */
interface RecordedCall {
  readonly args: Record<string, unknown>
  readonly result?: unknown
  readonly error?: { readonly type: string; readonly message: string }
}

interface RecordedTool {
  readonly async: boolean
  readonly parameters: { readonly properties: Record<string, unknown> }
  readonly calls: readonly RecordedCall[]
}

/** An agent's script, its tools' answers, and what CPython printed. */
export interface Recorded {
  readonly code: string
  readonly tools: Record<string, RecordedTool>
  readonly output: string
}

/** From the script and the JSON beside it. */
export function recordedOf(code: string, json: string): Recorded {
  const { tools, stdout, error } = parse(json) as {
    tools: Record<string, RecordedTool>
    stdout: string
    error: string | null
  }
  return { code, tools, output: error === null ? stdout : `${stdout}<<error>> ${error}\n` }
}

/** JSON whose whole floats stay floats, as they are to Python. */
function parse(text: string): unknown {
  const marked = text.replaceAll(/"(?:[^"\\]|\\.)*"|-?\d+\.0+(?=[\s,\]}])/g, (token) =>
    token.startsWith('"') ? token : `{"$float":${token}}`,
  )
  return JSON.parse(marked, (_key, value: unknown) =>
    typeof value === 'object' && value !== null && '$float' in value
      ? new PyFloat(value.$float as number)
      : value,
  )
}

/** Answers as recorded: a call that is repeated gets the next answer, and the last one for ever. */
export class Answers {
  readonly #tools: Recorded['tools']
  readonly #taken = new Map<string, number>()

  constructor({ tools }: Recorded) {
    this.#tools = tools
  }

  isAsync(name: string): boolean {
    return this.#tools[name]?.async === true
  }

  has(name: string): boolean {
    return Object.hasOwn(this.#tools, name)
  }

  answer(name: string, args: readonly unknown[], kwargs: Record<string, unknown>): RecordedCall {
    const tool = this.#tools[name]!
    const names = Object.keys(tool.parameters.properties)
    const given = Object.fromEntries([
      ...args.map((value, index) => [names[index] ?? String(index), value]),
      ...Object.entries(kwargs),
    ]) as Record<string, unknown>
    const key = `${name} ${canonical(given)}`
    const matching = tool.calls.filter((call) => canonical(call.args) === canonical(given))
    const nth = this.#taken.get(key) ?? 0
    this.#taken.set(key, nth + 1)
    const call = matching[Math.min(nth, matching.length - 1)]
    if (call === undefined) throw new Error(`no recorded call of ${key}`)
    return call
  }
}

/** The same text for arguments that Python takes for equal. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) => {
    if (part instanceof PyFloat) return part.value
    if (part instanceof Map) return Object.fromEntries(part)
    if (typeof part !== 'object' || part === null || Array.isArray(part)) return part
    return Object.fromEntries(Object.entries(part).toSorted(([a], [b]) => (a < b ? -1 : 1)))
  })
}
