import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { basename, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { canonical, parseMarked } from './marks.js'
import type { TableTool } from './tables.js'

export { canonical, parseMarked, toMarked, type Marked } from './marks.js'
export { type TableCall, tableFunctions, type TableOptions, type TableTool } from './tables.js'

/** A Python script that does a task with tools, and what must come of it. */
export interface Program {
  readonly name: string
  /** What the script is for. */
  readonly task: string
  readonly code: string
  readonly inputs: Record<string, unknown>
  readonly tools: Record<string, TableTool>
  /** The script's value. */
  readonly expected: unknown
  /** All that it prints. */
  readonly stdout: string
}

/** Where programs are, and whether they are the few that come with this example. */
export interface ProgramFolder {
  readonly path: string
  readonly isBundled: boolean
}

/** The folder of shared programs (`$MONTY_SHARED`, else `../shared`), else this example's own. */
export function findPrograms(): ProgramFolder {
  const root = fileURLToPath(new URL('../../', import.meta.url))
  const shared = process.env['MONTY_SHARED'] || '../shared'
  const path = join(resolve(root, shared), 'programs')
  if (existsSync(path)) return { path, isBundled: false }
  return { path: fileURLToPath(new URL('programs', import.meta.url)), isBundled: true }
}

/** All programs of a folder, by name. */
export function loadPrograms(folder: string): Program[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.py'))
    .toSorted()
    .map((file) => loadProgram(join(folder, file)))
}

/** One program: `NAME.py`, with `NAME.json` beside it. */
export function loadProgram(path: string): Program {
  const details = parseMarked(readFileSync(path.replace(/\.py$/, '.json'), 'utf8'))
  return {
    ...(details as Omit<Program, 'name' | 'code'>),
    name: basename(path, '.py'),
    code: readFileSync(path, 'utf8'),
  }
}

/** Whether two values are the same to Python, apart from `5` and `5.0`. */
export function isSameValue(actual: unknown, expected: unknown): boolean {
  return canonical(actual) === canonical(expected)
}
