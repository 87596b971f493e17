import type { HostFunction } from 'monty-node'
import { canonical } from './marks.js'

/** A tool whose answers are listed: one row for each set of arguments. */
export interface TableTool {
  readonly description: string
  readonly async: boolean
  /** JSON Schema; the order of its properties is the order of positional arguments. */
  readonly parameters: {
    readonly properties: Record<string, unknown>
    readonly required?: string[]
  }
  readonly returns: unknown
  readonly calls: readonly TableRow[]
}

export type TableRow = { readonly args: Record<string, unknown> } & (
  | { readonly result: unknown }
  | { readonly error: { readonly type: string; readonly message: string } }
)

/** A call that was answered. Times are those of `performance.now()`. */
export interface TableCall {
  readonly tool: string
  readonly row: TableRow
  readonly startedAt: number
  readonly endedAt: number
}

export interface TableOptions {
  /** How long each asynchronous tool takes to answer, in milliseconds. Default 0. */
  readonly delayMs?: number
  /** Hears of each call when it is answered. */
  readonly onCall?: (call: TableCall) => void
}

/** Host functions that answer from their tables. */
export function tableFunctions(
  tools: Record<string, TableTool>,
  options: TableOptions = {},
): Record<string, HostFunction> {
  return Object.fromEntries(
    Object.entries(tools).map(([name, tool]) => [name, tableFunction(name, tool, options)]),
  )
}

function tableFunction(name: string, tool: TableTool, options: TableOptions): HostFunction {
  const { delayMs = 0, onCall } = options
  const parameters = Object.keys(tool.parameters.properties)
  const rows = new Map(tool.calls.map((row) => [canonical(row.args), row]))
  const answer = (args: unknown[], startedAt: number): unknown => {
    const readings = readingsOf(args, parameters)
    const row = readings.map((reading) => rows.get(canonical(reading))).find(Boolean)
    if (row === undefined) throw new Error(`${name} has no row for ${canonical(args)}`)
    onCall?.({ tool: name, row, startedAt, endedAt: performance.now() })
    return answerOf(row)
  }
  if (!tool.async) return (...args) => answer(args, performance.now())
  return async (...args) => {
    const startedAt = performance.now()
    if (delayMs > 0) await sleep(delayMs)
    return answer(args, startedAt)
  }
}

const sleep = (ms: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, ms)
  })

/** Keyword arguments come as one trailing object, which a positional one may look like. */
function readingsOf(args: unknown[], parameters: string[]): Array<Record<string, unknown>> {
  const positional = (values: unknown[]): Record<string, unknown> =>
    Object.fromEntries(values.map((value, index) => [parameters[index] ?? `#${index}`, value]))
  const last = args.at(-1)
  const isObject = typeof last === 'object' && last !== null && !Array.isArray(last)
  if (!isObject) return [positional(args)]
  return [{ ...positional(args.slice(0, -1)), ...last }, positional(args)]
}

function answerOf(row: TableRow): unknown {
  if ('result' in row) return row.result
  throw Object.assign(new Error(row.error.message), { name: row.error.type })
}
