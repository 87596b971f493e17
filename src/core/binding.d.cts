// Generated from src/native by `npm run build:addon`. Do not edit.

/** A run or a session. */
export declare class BindingExecution {
  /** A run of `program`, not started. */
  static program(program: BindingProgram, setup: Uint8Array): BindingExecution
  /** A session in which nothing was defined yet. */
  static session(scriptName: string, assertBytes: number, allowEval: boolean, maxBytes: number, setup: Uint8Array): BindingExecution
  /** An execution from authentic bytes. */
  static load(bytes: Uint8Array): BindingExecution
  /**
   * Says the message in the first `length` bytes of `io` and runs at most one slice. The event
   * that came of it replaces the message, or is returned when it does not fit.
   */
  step(io: Buffer, length: number, wait: boolean): number | Buffer
  /** The state as bytes. */
  dump(scriptName: string): Buffer
  /** The names of an idle session's functions. */
  functionNames(): Array<string>
  /** Tells the collector that this holds a heap: for executions that wait in the host's hands. */
  hold(): void
  /** Frees everything now. */
  dispose(): void
}

/** A compiled program. */
export declare class BindingProgram {}

/** The stubs of a module that the host provides. */
export interface BindingModuleStub {
  module: string
  source: string
}

/** A source and how to compile it. */
export interface BindingSource {
  code: string
  scriptName: string
  inputs: Array<string>
  assertBytes: number
  allowEval: boolean
  maxBytes: number
}

/** What is checked, and how findings are rendered. */
export interface BindingTypeCheck {
  code: string
  scriptName: string
  stubs: string
  modules: Array<BindingModuleStub>
  prelude: string
  format: string
  color: boolean
}

/** Compiles on this thread. */
export declare function compileProgram(source: BindingSource): BindingProgram | Buffer

/** Compiles on a thread of the pool. */
export declare function compileProgramAsync(source: BindingSource): Promise<BindingProgram | Buffer>

/** The rendered findings, if any; on this thread. */
export declare function typeCheck(check: BindingTypeCheck): string | null

/** The same on a thread of the pool. */
export declare function typeCheckAsync(check: BindingTypeCheck): Promise<string | null>
