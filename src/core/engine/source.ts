/** A source and how to compile it, checked and complete. */
export interface Source {
  readonly code: string
  readonly scriptName: string
  readonly inputs: string[]
  readonly assertBytes: number
  readonly allowEval: boolean
  readonly maxBytes: number
  readonly typeCheck: boolean
  readonly stubs: string
  readonly modules: readonly ModuleStub[]
}

/** The declarations of a module, as the text of its `.pyi` file. */
export interface ModuleStub {
  /** Its dotted path. */
  readonly module: string
  readonly source: string
}
