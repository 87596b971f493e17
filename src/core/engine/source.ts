/** The language of a source: Python as CPython runs it, or the interpreter's own subset. */
export type Language = 'python' | 'monty'

export const LANGUAGES: readonly Language[] = ['python', 'monty']

/** A source and its compile options, validated and complete. */
export interface Source {
  readonly code: string
  readonly scriptName: string
  readonly inputs: string[]
  readonly assertBytes: number
  readonly allowEval: boolean
  readonly maxBytes: number
  readonly language: Language
  readonly typeCheck: boolean
  /** Whether the value of a final assignment is the program's result. */
  readonly lastAssignment: boolean
  readonly stubs: string
  readonly modules: readonly ModuleStub[]
}

/** The declarations of a module, as the text of its `.pyi` file. */
export interface ModuleStub {
  /** The module's dotted path. */
  readonly module: string
  readonly source: string
}

/** Default compile options. */
export const DEFAULT_COMPILATION = {
  scriptName: 'main.py',
  language: 'python',
  assertBytes: 0,
  allowEval: false,
  typeCheck: false,
  lastAssignment: false,
  stubs: '',
} as const
