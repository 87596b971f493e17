/** An entry of a store, without its data. */
export interface StoredEntry {
  readonly id: string
  /** When it goes, in ms since the epoch. */
  readonly expiresAt: number
  /** Until when somebody has it; `undefined` when nobody does. */
  readonly leasedUntil: number | undefined
}

/** An entry that is the caller's for a while. */
export interface Claim {
  readonly data: Uint8Array
  /** Proves the claim to `consume` and `release`. */
  readonly lease: string
}

/**
 * Keeps what paused runs need to go on. What it keeps is sealed: a store can lose it, but cannot
 * read or change it unnoticed. `storeChecks` tests an implementation.
 */
export interface SnapshotStore {
  /** Keeps an entry, replacing one of that id and ending its lease. */
  put(id: string, data: Uint8Array, options: { expiresAt: number }): Promise<void>
  /**
   * Takes an entry, if it is there, not expired, and nobody else's at the moment. Of any number of
   * claims at once, from any number of processes, exactly one succeeds.
   */
  claim(id: string, options: { leaseMs: number }): Promise<Claim | undefined>
  /** Removes an entry for good; `false` when the lease is no longer the caller's. */
  consume(id: string, lease: string): Promise<boolean>
  /** Gives an entry back before its lease ends; `false` when the lease is no longer the caller's. */
  release(id: string, lease: string): Promise<boolean>
  /**
   * What an entry holds, also while somebody has it; `undefined` when it is not there, or expired. It takes
   * nothing and holds nothing. A store without it takes entries for a moment to list them.
   */
  read?(id: string): Promise<Uint8Array | undefined>
  /** Removes entries for good, whoever has them. A store without it has them taken first, one by one. */
  remove?(ids: readonly string[]): Promise<void>
  /** The entries that are not expired and whose ids begin with a prefix, by id. */
  list(options?: { prefix?: string }): Promise<StoredEntry[]>
}
