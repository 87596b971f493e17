// Generated from src/native by `npm run build:addon`. Do not edit.

/** A directory of the host's, open as long as this lives. */
export declare class BindingMount {
  /** Opens a directory. A `write_bytes_limit` below 0 is none. */
  static open(virtualPath: string, hostPath: string, mode: string, writeBytesLimit: number): BindingMount
  /** Answers an operating system call. */
  call(message: Uint8Array): Buffer
}

/** Tells the collector that objects hold so many more bytes than it can see, or fewer. */
export declare function adjustExternalMemory(bytes: number): void

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

/** What is checked, by which library, and how findings are rendered. */
export interface BindingTypeCheck {
  library: string
  code: string
  scriptName: string
  stubs: string
  modules: Array<BindingModuleStub>
  prelude: string
  format: string
  color: boolean
}

/** Compiles the program `number` on this thread. Returns the exception that refuses it, if any. */
export declare function compileProgram(number: number, source: BindingSource): Buffer | null

/** Compiles the program `number` on a thread of the pool. */
export declare function compileProgramAsync(number: number, source: BindingSource): Promise<Buffer | null>

/** Frees an execution, whatever it is doing. */
export declare function dropExecution(number: number): void

/** Frees the program `number`. */
export declare function dropProgram(number: number): void

/**
 * The limits that travel with a dump: duration in ms, memory, host calls, output and result;
 * infinity for none.
 */
export declare function dumpedLimits(bytes: Uint8Array): Array<number>

/** The state of an execution as bytes. */
export declare function dumpExecution(number: number, scriptName: string): Buffer

/** The names of an idle session's functions. */
export declare function functionNames(number: number): Array<string>

/** Whether an execution is a session between two feeds. */
export declare function isIdle(number: number): boolean

/** The execution `number` from authentic bytes. */
export declare function loadExecution(number: number, bytes: Uint8Array): void

/** Begins the session `number`, in which nothing was defined yet. */
export declare function openSession(number: number, scriptName: string, assertBytes: number, allowEval: boolean, maxBytes: number, setup: Uint8Array): void

/**
 * Begins the run `number` of a program with the message in the first `length` bytes of `io`. The
 * rest is as with [`step`].
 */
export declare function startRun(number: number, program: number, setup: Uint8Array, io: Buffer, length: number, wait: boolean): number | Buffer

/**
 * Says the message in the first `length` bytes of `io` to an execution, which runs at most one
 * slice. The event that came of it replaces the message, or is returned when it does not fit. An
 * execution that is over is freed.
 */
export declare function step(number: number, io: Buffer, length: number, wait: boolean): number | Buffer

/** The rendered findings, if any; on this thread. */
export declare function typeCheck(check: BindingTypeCheck): string | null

/** The same on a thread of the pool. */
export declare function typeCheckAsync(check: BindingTypeCheck): Promise<string | null>
