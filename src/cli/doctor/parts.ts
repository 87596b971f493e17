import { Monty, MontyTypingError } from '../../index.js'
import { messageOf } from '../cli-error.js'
import { path } from '../node.js'
import { findTsx, stripsTypes } from '../tools/import-file.js'

/** The result of testing a part. */
export interface Examined {
  readonly name: string
  /** `missing` is an optional part that is absent. */
  readonly state: 'works' | 'missing' | 'broken'
  /** The purpose of the part; if it does not work, the reason and the remedy. */
  readonly about: string
}

type Part = () => Promise<Examined>

/** The parts, in order of importance. */
export const parts: readonly Part[] = [
  tried('interpreter', 'runs Python in this process', async () => {
    expectTwo(new Monty('1 + 1').run())
  }),
  tried('worker processes', 'run Python with isolation: "process"', async () => {
    expectTwo(await new Monty('1 + 1').runAsync({ isolation: 'process', timeoutMs: 30_000 }))
  }),
  tried('type checker', 'checks programs before they run', async () => {
    try {
      new Monty('x: int = ""').typeCheck()
    } catch (error) {
      if (error instanceof MontyTypingError) return
      throw error
    }
    throw new Error('it did not find a mistake')
  }),
  async () => typescript(),
  async () => sqlite(),
]

function tried(name: string, purpose: string, attempt: () => Promise<void>): Part {
  return async () => {
    try {
      await attempt()
      return { name, state: 'works', about: purpose }
    } catch (error) {
      return { name, state: 'broken', about: messageOf(error) }
    }
  }
}

function expectTwo(value: unknown): void {
  if (value !== 2) throw new Error(`1 + 1 came to ${String(value)}`)
}

function typescript(): Examined {
  const name = 'tools in TypeScript'
  if (stripsTypes()) return { name, state: 'works', about: 'Node reads TypeScript by itself' }
  const found = findTsx(path.join(process.cwd(), 'index.js'))
  if (found !== undefined) return { name, state: 'works', about: `by tsx, ${found}` }
  const about =
    'this Node does not read TypeScript, and tsx is not installed here: npm install --save-dev tsx'
  return { name, state: 'missing', about }
}

function sqlite(): Examined {
  const name = 'SqliteStore'
  const isThere = process.getBuiltinModule('node:sqlite') !== undefined
  return isThere
    ? { name, state: 'works', about: 'by node:sqlite' }
    : { name, state: 'missing', about: 'needs Node 22.13, or a database of better-sqlite3' }
}
