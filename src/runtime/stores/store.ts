/** An entry of a store, without its data. */
export interface StoredEntry {
  readonly id: string
  /** Expiry, in ms since the epoch. */
  readonly expiresAt: number
  /** End of the current lease, in ms since the epoch; `undefined` when the entry is not claimed. */
  readonly leasedUntil: number | undefined
}

/** An entry leased to the caller. */
export interface Claim {
  readonly data: Uint8Array
  /** Proves the claim to `consume` and `release`. */
  readonly lease: string
}

/**
 * Keeps the states of paused runs. Entries are encrypted and signed: a store can lose them, but cannot
 * read them, or change them unnoticed. `storeChecks` tests an implementation.
 */
export interface SnapshotStore {
  /** Writes an entry, replacing one of that id and ending its lease. */
  put(id: string, data: Uint8Array, options: { expiresAt: number }): Promise<void>
  /**
   * Claims an entry, if it exists, is not expired, and is not claimed. Of any number of concurrent
   * claims, from any number of processes, exactly one succeeds.
   */
  claim(id: string, options: { leaseMs: number }): Promise<Claim | undefined>
  /** Removes an entry for good; `false` when the lease is no longer the caller's. */
  consume(id: string, lease: string): Promise<boolean>
  /** Ends a claim before its lease does; `false` when the lease is no longer the caller's. */
  release(id: string, lease: string): Promise<boolean>
  /**
   * The data of an entry, claimed or not; `undefined` when it does not exist, or is expired. Claims nothing.
   * In a store without this method, entries are claimed for a moment to list them.
   */
  read?(id: string): Promise<Uint8Array | undefined>
  /** Removes entries for good, claimed or not. In a store without this method, they are claimed first, one by one. */
  remove?(ids: readonly string[]): Promise<void>
  /** The unexpired entries whose ids begin with a prefix, by id. */
  list(options?: { prefix?: string }): Promise<StoredEntry[]>
}
