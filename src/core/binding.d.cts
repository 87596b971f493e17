// Generated from src/native by `npm run build:addon`. Do not edit.

/** A host directory, open as long as this object lives. */
export declare class BindingMount {
  /**
   * Opens a directory. A `write_bytes_limit` below 0 means no limit, a `memory_bytes_limit`
   * below 0 the default.
   */
  static open(virtualPath: string, hostPath: string, mode: string, writeBytesLimit: number, memoryBytesLimit: number): BindingMount
  /** Answers an operating system call. */
  call(message: Uint8Array): Buffer
}

/** Reports a change of memory that the garbage collector cannot see, in bytes. */
export declare function adjustExternalMemory(bytes: number): void

/** An execution loaded from bytes. */
export interface BindingLoaded {
  /** Number of the execution. */
  number: number
  /** Memory limit of the execution; infinity for none. */
  maxMemoryBytes: number
}

/**
 * Compiles a source, encoded as for a request, on a thread of this library. Resolves to the number
 * of the program, or to the exception that refuses it.
 */
export declare function compileProgramAsync(source: Uint8Array): Promise<number | Buffer>

/** Releases the memory of a buffer, which is empty afterwards. */
export declare function detach(memory: ArrayBuffer): void

/** Frees an execution in any state. */
export declare function dropExecution(number: number): void

/** Frees the program `number`. */
export declare function dropProgram(number: number): void

/** The limits in a dump, in the order of a setup's: durations in ms, infinity for none. */
export declare function dumpedLimits(bytes: Uint8Array): Array<number>

/** Dumps the state of an execution. */
export declare function dumpExecution(number: number, scriptName: string): Buffer

/** The names of an idle session's functions. */
export declare function functionNames(number: number): Array<string>

/** Marks an execution as held by JavaScript, and reports its size to the garbage collector. */
export declare function holdExecution(number: number, weight: number): void

/** Whether an execution is a session between two feeds. */
export declare function isIdle(number: number): boolean

/** Loads an execution from authenticated bytes. */
export declare function loadExecution(bytes: Uint8Array): BindingLoaded

/**
 * Shares memory: `words` for a request and its reply, `body` for their data, until the returned
 * function is called with another body. That function serves the pending request, and returns the
 * reply's body if it does not fit.
 */
export declare function openMailbox(words: Uint32Array, body: Buffer): (body?: Buffer) => Buffer | null

/** Runs a type check on this thread. Returns the findings in each requested format, or none. */
export declare function typeCheck(request: Uint8Array): Buffer

/** `type_check` on another thread. */
export declare function typeCheckAsync(request: Uint8Array): Promise<Buffer>
