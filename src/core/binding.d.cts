// Generated from src/native by `npm run build:addon`. Do not edit.

/** A directory of the host's, open as long as this lives. */
export declare class BindingMount {
  /** Opens a directory. A `write_bytes_limit` below 0 is none, a `memory_bytes_limit` below 0 the usual. */
  static open(virtualPath: string, hostPath: string, mode: string, writeBytesLimit: number, memoryBytesLimit: number): BindingMount
  /** Answers an operating system call. */
  call(message: Uint8Array): Buffer
}

/** Tells the collector that objects hold so many more bytes than it can see, or fewer. */
export declare function adjustExternalMemory(bytes: number): void

/** An execution from bytes. */
export interface BindingLoaded {
  /** Its number. */
  number: number
  /** The memory it may hold; infinity for any. */
  maxMemoryBytes: number
}

/**
 * Compiles a source, written as for a request, on a thread of ours. Resolves to the number of the
 * program, or to the exception that refuses it.
 */
export declare function compileProgramAsync(source: Uint8Array): Promise<number | Buffer>

/** Gives back the memory of a buffer, which is empty from then on. */
export declare function detach(memory: ArrayBuffer): void

/** Frees an execution, whatever it is doing. */
export declare function dropExecution(number: number): void

/** Frees the program `number`. */
export declare function dropProgram(number: number): void

/** The limits that travel with a dump, in the order of a setup's: durations in ms, infinity for none. */
export declare function dumpedLimits(bytes: Uint8Array): Array<number>

/** The state of an execution as bytes. */
export declare function dumpExecution(number: number, scriptName: string): Buffer

/** The names of an idle session's functions. */
export declare function functionNames(number: number): Array<string>

/**
 * Tells that an execution waits in JavaScript's hands, where it weighs so many bytes to the
 * collector.
 */
export declare function holdExecution(number: number, weight: number): void

/** Whether an execution is a session between two feeds. */
export declare function isIdle(number: number): boolean

/** Begins an execution from authentic bytes. */
export declare function loadExecution(bytes: Uint8Array): BindingLoaded

/**
 * Shares memory: `words` for a request and its reply, `body` for what belongs to them, until the
 * returned function is called with another. That function serves the request that lies there, and
 * returns the reply's body if it does not fit.
 */
export declare function openMailbox(words: Uint32Array, body: Buffer): (body?: Buffer) => Buffer | null

/** Answers a type check on this thread: with the findings in each of the ways asked for, or none. */
export declare function typeCheck(request: Uint8Array): Buffer

/** The same on a thread of ours. */
export declare function typeCheckAsync(request: Uint8Array): Promise<Buffer>
