/** Callbacks for a worker's output and end. */
export interface TransportEvents {
  onData(chunk: Buffer): void
  /** The worker has ended by itself, or could not be started. */
  onEnd(
    reason: 'start' | 'exit',
    detail: string,
    exitCode: number | null,
    signal: string | null,
  ): void
}

/** A connection to a worker of any kind: bytes in both directions, and its end. */
export interface Transport {
  /** Process id, if the worker is a process. */
  readonly pid: number | undefined
  /** Settles when the worker has ended. */
  readonly gone: Promise<void>
  /** Sends whole frames, in pieces that must not change afterwards. */
  write(pieces: readonly Buffer[]): void
  /** Sets whether output is read now, or left in the pipe. */
  setFlowing(on: boolean): void
  /** Sets whether the worker keeps this process alive. */
  keepAlive(on: boolean): void
  /** Keeps this process alive until the worker has ended. */
  stayUntilGone(): void
  /** Asks the worker to stop Python and report its position; `false` where that is not possible. */
  interrupt(): boolean
  /** Ends the worker immediately; no further callbacks follow. */
  kill(): void
}
