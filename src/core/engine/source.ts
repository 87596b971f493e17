/**
 * What a source is written in: Python as CPython runs it, or the smaller language of the interpreter
 * itself.
 */
export type Language = 'python' | 'monty'

export const LANGUAGES: readonly Language[] = ['python', 'monty']

/** A source and how to compile it, checked and complete. */
export interface Source {
  readonly code: string
  readonly scriptName: string
  readonly inputs: string[]
  readonly assertBytes: number
  readonly allowEval: boolean
  readonly maxBytes: number
  readonly language: Language
  readonly typeCheck: boolean
  /** Whether a final assignment is its value. */
  readonly lastAssignment: boolean
  readonly stubs: string
  readonly modules: readonly ModuleStub[]
}

/** The declarations of a module, as the text of its `.pyi` file. */
export interface ModuleStub {
  /** Its dotted path. */
  readonly module: string
  readonly source: string
}

/** How a source is compiled for which nothing else is asked. */
export const DEFAULT_COMPILATION = {
  scriptName: 'main.py',
  language: 'python',
  assertBytes: 0,
  allowEval: false,
  typeCheck: false,
  lastAssignment: false,
  stubs: '',
} as const
