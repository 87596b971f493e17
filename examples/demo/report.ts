import { stripVTControlCharacters, styleText } from 'node:util'
import { type Marked, type TableCall, toMarked } from './programs.js'
import type { Result } from './run.js'

type Style = Parameters<typeof styleText>[0]

const isColoured = process.stdout.isTTY && !process.env['NO_COLOR']
const width = Math.min(process.stdout.columns || 100, 120)

const paint = (style: Style, text: string): string => (isColoured ? styleText(style, text) : text)
const dim = (text: string): string => paint('dim', text)

function shorten(text: string, length: number): string {
  const flat = text.replaceAll(/\s+/g, ' ')
  return flat.length <= length ? flat : `${flat.slice(0, length - 1)}…`
}

function milliseconds(ms: number): string {
  return `${ms.toFixed(1)} ms`.padStart(9)
}

/** The title of a part of the report. */
export function heading(text: string): string {
  return `\n${paint('bold', text)}\n${dim('─'.repeat(width))}`
}

/** One line for one program: its name, host calls, time, and what it is for. */
export function resultLine({ program, calls, durationMs, problem }: Result): string {
  const mark = problem === undefined ? paint('green', 'ok  ') : paint('red', 'FAIL')
  const count = `${calls.length} ${calls.length === 1 ? 'call ' : 'calls'}`.padStart(10)
  const start = `${mark} ${program.name.padEnd(20)}${count} ${milliseconds(durationMs)}  `
  const rest = width - stripVTControlCharacters(start).length
  const told = start + dim(shorten(program.task, rest))
  return problem === undefined ? told : `${told}\n${paint('red', problem.trimEnd())}`
}

/** Everything about one run: code, host calls, output, value. */
export function detail(result: Result): string {
  const { program, calls, stdout, value, problem } = result
  const total = calls.reduce((sum, { startedAt, endedAt }) => sum + endedAt - startedAt, 0)
  const summary = `${calls.length} host calls: ${total.toFixed(0)} ms of waiting in all, ${result.durationMs.toFixed(0)} ms by the clock`
  return [
    heading(`${program.name}.py`),
    dim(program.task),
    '',
    ...numbered(program.code),
    heading(summary),
    ...calls.map((call) => callLine(call, result)),
    heading('Printed'),
    stdout.trimEnd(),
    ...(problem === undefined
      ? [heading('Value'), ...valueLines(toMarked(value))]
      : [heading('Problem'), paint('red', problem)]),
  ].join('\n')
}

function numbered(code: string): string[] {
  const lines = code.trimEnd().split('\n')
  return lines.map((text, index) => `${dim(String(index + 1).padStart(3))}  ${text}`)
}

const BAR = 24

/** A call, with a bar that says when it began and ended. */
function callLine({ tool, row, startedAt, endedAt }: TableCall, result: Result): string {
  const column = (at: number): number =>
    Math.min(BAR - 1, Math.floor(((at - result.startedAt) / result.durationMs) * BAR))
  const [from, to] = [column(startedAt), column(endedAt)]
  const bar = ' '.repeat(from) + '━'.repeat(to - from + 1) + ' '.repeat(BAR - 1 - to)
  const named = Object.entries(row.args).map(([name, value]) => `${name}=${python(value)}`)
  const call = `${tool}(${named.join(', ')})`
  const answer = 'error' in row ? `${row.error.type}: ${row.error.message}` : python(row.result)
  const room = width - BAR - 14
  const head = shorten(call, room)
  const tail = shorten(answer, Math.max(8, room - head.length - 4))
  const style = 'error' in row ? 'yellow' : 'dim'
  const time = milliseconds(endedAt - startedAt)
  return `${paint('cyan', bar)} ${time}  ${head}  ${paint(style, tail)}`
}

function python(value: unknown): string {
  return JSON.stringify(toMarked(value))
}

/** A value, one line for each of its members. */
function valueLines(value: Marked): string[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return [shorten(JSON.stringify(value), width)]
  }
  return Object.entries(value).map(([name, member]) => {
    const start = `${name}: `
    return paint('bold', start) + shorten(JSON.stringify(member), width - start.length)
  })
}
