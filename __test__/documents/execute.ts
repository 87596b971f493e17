import { createRequire } from 'node:module'
import { format } from 'node:util'
import ts from 'typescript'
import { assert } from 'vitest'
import type { DocumentProgram } from './blocks.js'
import { withChecks } from './expectations.js'

const nodeRequire = createRequire(import.meta.url)

/** How many checks a program has, and how many of them were reached. */
export interface Executed {
  readonly checks: number
  readonly reached: number
}

/** Runs a program of a document, checking what its comments say. */
export async function execute(program: DocumentProgram): Promise<Executed> {
  const { code, count } = withChecks(program.code)
  const check = new Checks()
  await compile(code)({}, await loaderFor(code), check, quiet)
  return { checks: count, reached: check.reached }
}

/** Programs of documents do not write to the test's own output. */
const quiet = { log: () => {} }

type Run = (exports: object, require: unknown, check: Checks, console: object) => Promise<void>

function compile(code: string): Run {
  const { outputText } = ts.transpileModule(code, {
    compilerOptions: {
      module: ts.ModuleKind.CommonJS,
      target: ts.ScriptTarget.ES2023,
      esModuleInterop: true,
    },
  })
  const AsyncFunction = (async () => {}).constructor as new (...parts: string[]) => Run
  return new AsyncFunction('exports', 'require', '$check', 'console', outputText)
}

/** Gives this project's modules as the tests have them, and others as Node does. */
async function loaderFor(code: string): Promise<(name: string) => unknown> {
  const names = new Set(ts.preProcessFile(code).importedFiles.map(({ fileName }) => fileName))
  const ours = [...names].filter((name) => /^monty-node(\/|$)/.test(name))
  const loaded = new Map<string, unknown>()
  for (const name of ours) loaded.set(name, await import(name))
  return (name) => loaded.get(name) ?? nodeRequire(name)
}

/** What the comments of a program say, checked. */
class Checks {
  reached = 0

  equals<T>(actual: T, expected: unknown): T {
    this.reached++
    assert.deepEqual(actual, expected as T)
    return actual
  }

  prints(values: unknown[], expected: string): void {
    this.reached++
    assert.strictEqual(format(...values).trimEnd(), expected.trimEnd())
  }

  async throws(action: () => unknown, expected: string): Promise<void> {
    this.reached++
    const thrown: unknown = await Promise.resolve()
      .then(action)
      .then(
        () => undefined,
        (error: unknown) => error,
      )
    if (!(thrown instanceof Error)) throw new Error(`nothing was thrown, but ${expected} should be`)
    const described = `${thrown.constructor.name}: ${thrown.message}`
    assert.strictEqual(described.slice(0, expected.length), expected)
  }
}
