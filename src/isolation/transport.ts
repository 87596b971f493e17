/** What a worker tells of itself. */
export interface TransportEvents {
  onData(chunk: Buffer): void
  /** It has ended by itself, or could not be started. */
  onEnd(
    reason: 'start' | 'exit',
    detail: string,
    exitCode: number | null,
    signal: string | null,
  ): void
}

/** The way to a worker, whatever it is: bytes there and bytes back, and its end. */
export interface Transport {
  /** The number of its process, where it has one. */
  readonly pid: number | undefined
  /** Settles when it is gone. */
  readonly gone: Promise<void>
  /** Sends whole frames. */
  write(frames: Buffer): void
  /** Whether what it says is taken now, or left where it is. */
  setFlowing(on: boolean): void
  /** Whether it keeps this process alive. */
  keepAlive(on: boolean): void
  /** Keeps this process alive until it is gone. */
  stayUntilGone(): void
  /** Has it end what it is doing, and say so; `false` where that cannot be asked for. */
  interrupt(): boolean
  /** Ends it at once; nothing is told any more. */
  kill(): void
}
