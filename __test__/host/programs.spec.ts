import { Monty, MontyTypingError, stubs, tool, type ToolSet } from 'monty-node'
import { describe, expect, it } from 'vitest'
import {
  canonical,
  findPrograms,
  isSameValue,
  loadPrograms,
  type Program,
  type TableTool,
} from '../../examples/demo/programs.js'
import { caught } from '../support/caught.js'

const programs = loadPrograms(findPrograms().path)

function toolOf(name: string, { description, async, parameters, returns, calls }: TableTool) {
  const rows = new Map(calls.map((row) => [canonical(row.args), row]))
  return tool({
    description,
    async,
    input: { type: 'object', ...parameters } as never,
    output: returns as never,
    execute: (input: unknown) => {
      const row = rows.get(canonical(input))
      if (row === undefined) throw new Error(`${name} has no row for ${canonical(input)}`)
      if ('result' in row) return row.result
      throw Object.assign(new Error(row.error.message), { name: row.error.type })
    },
  })
}

const toolsOf = (program: Program): ToolSet =>
  Object.fromEntries(Object.entries(program.tools).map(([name, one]) => [name, toolOf(name, one)]))

const checked = (program: Program, code = program.code): Monty =>
  new Monty(code, {
    inputs: Object.keys(program.inputs),
    scriptName: `${program.name}.py`,
    typeCheck: true,
    typeStubs: stubs(toolsOf(program)),
  })

interface Mutation {
  readonly line: number
  readonly code: string
  readonly what: string
}

/** The program with one argument of a direct call of a tool renamed, of another type, or too many. */
function mutations({ code, tools }: Program): Mutation[] {
  return Object.keys(tools).flatMap((name) =>
    [...code.matchAll(new RegExp(String.raw`(?<!def )\b${name}\(([^()]*)`, 'g'))].flatMap(
      (call) => {
        const start = call.index + name.length + 1
        const insert = (at: number, text: string, what: string): Mutation => ({
          line: code.slice(0, at).split('\n').length,
          code: code.slice(0, at) + text + code.slice(at),
          what: `${name}(${what})`,
        })
        const keywords = [...call[1]!.matchAll(/\b(\w+)=(?!=)/g)].flatMap((found) => {
          const at = start + found.index
          const value = at + found[0].length
          return [
            insert(at, 'x_', `x_${found[1]!}=…`),
            insert(value, 'object() if True else ', `${found[1]!}=object()`),
          ]
        })
        if (keywords.length > 0) return keywords
        return call[1]!.trim() === ''
          ? [insert(start, 'x_=1', 'x_=1')]
          : [insert(start, 'object(), ', 'object(), …')]
      },
    ),
  )
}

describe.each(programs)('$name', (program) => {
  it('passes the type check and does its task with tools of its JSON Schemas', async () => {
    let stdout = ''
    const value = await checked(program).runAsync({
      inputs: program.inputs,
      externalFunctions: toolsOf(program),
      printCallback: (stream, text) => {
        if (stream === 'stdout') stdout += text
      },
    })
    expect(isSameValue(value, program.expected)).toBe(true)
    expect(stdout).toBe(program.stdout)
  })

  it('is refused at the right line when an argument is renamed or of another type', () => {
    const all = mutations(program)
    expect(all.length).toBeGreaterThan(0)
    for (const { code, line, what } of all) {
      const error = caught(() => checked(program, code), MontyTypingError)
      const lines = error.diagnostics.map((one) => one.line)
      expect([what, lines]).toEqual([what, expect.arrayContaining([line])])
      expect(error.diagnostics[0]!.filename).toBe(`${program.name}.py`)
    }
  })
})
