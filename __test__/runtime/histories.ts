import { z } from 'zod'
import { type Tool, tool } from '../../src/host/tool.js'
import {
  type Decision,
  MemoryStore,
  MontyRuntime,
  type Outcome,
  type SnapshotStore,
} from '../../src/runtime/index.js'

/*
 * Random histories of approvals, of two processes that share a store, or that have tokens alone: runs pause,
 * are resumed with decisions of all kinds, with tokens that were used or edited, at once and twice, are
 * listed, given up, expire, and lose their process at any operation of the store.
 *
 * A call is executed at most once for each approval that was given, and again only when an approval was
 * given that says that it may have happened. A call that nobody approved is never executed.
 */

const KEY = 'a secret of thirty-two bytes, no less'
const LEASE_MS = 10_000
const EXPIRES_MS = 100_000

/** A process that dies: no operation of its store comes back any more, and nothing of it goes on. */
class DyingStore implements SnapshotStore {
  readonly #inner: SnapshotStore
  readonly #onDeath: () => void
  /** How many operations are left to it. */
  #left = Infinity

  constructor(inner: SnapshotStore, onDeath: () => void) {
    this.#inner = inner
    this.#onDeath = onDeath
  }

  dieAfter(operations: number): void {
    this.#left = operations
  }

  async #do<T>(work: () => Promise<T>): Promise<T> {
    if (--this.#left < 0) {
      this.#onDeath()
      return new Promise<never>(() => {})
    }
    return work()
  }

  put: SnapshotStore['put'] = async (...args) => this.#do(() => this.#inner.put(...args))
  claim: SnapshotStore['claim'] = async (...args) => this.#do(() => this.#inner.claim(...args))
  consume: SnapshotStore['consume'] = async (...args) =>
    this.#do(() => this.#inner.consume(...args))
  release: SnapshotStore['release'] = async (...args) =>
    this.#do(() => this.#inner.release(...args))
  read = async (id: string): Promise<Uint8Array | undefined> =>
    this.#do(() => this.#inner.read!(id))
  list: SnapshotStore['list'] = async (...args) => this.#do(() => this.#inner.list(...args))
}

type Pending = Extract<Outcome, { status: 'paused' }>['pending']

interface Process {
  readonly runtime: MontyRuntime
  readonly store: DyingStore | undefined
  readonly death: Promise<'died'>
}

/** What is known of a call, by the number it pays. */
interface Known {
  executed: number
  /** Approvals in resumptions whose token was taken. */
  approved: number
  /** Those of them that were told that it may have happened. */
  approvedUnknown: number
}

/** One history, by a random function; what it did wrong, or nothing. */
async function history(random: () => number): Promise<string | undefined> {
  const upTo = (most: number): number => Math.floor(random() * most)
  const shared = random() < 0.8 ? new MemoryStore() : undefined
  const calls = new Map<number, Known>()
  const known = (n: number): Known => {
    const call = calls.get(n) ?? { executed: 0, approved: 0, approvedUnknown: 0 }
    calls.set(n, call)
    return call
  }
  const start = (): Process => {
    let isDead = false
    let die = (): void => {}
    const death = new Promise<'died'>((resolve) => {
      die = () => {
        isDead = true
        resolve('died')
      }
    })
    const store = shared && new DyingStore(shared, die)
    const pay = (needsApproval: boolean): Tool =>
      tool({
        input: z.object({ n: z.int() }),
        needsApproval,
        execute: async ({ n }) => {
          if (isDead) return new Promise<never>(() => {})
          if (needsApproval) known(n).executed++
          await Promise.resolve()
          return n
        },
      })
    const runtime = new MontyRuntime({
      isolation: 'none',
      typeCheck: false,
      tools: { pay: pay(true), look: pay(false) },
      snapshots: { key: KEY, leaseMs: LEASE_MS, expiresInMs: EXPIRES_MS, ...(store && { store }) },
    })
    return { runtime, store, death }
  }
  const processes = [start(), start()]
  const tokens: Array<{ token: string; pending: Pending }> = []
  let paid = 0

  /** Whether anything may have come of it: its token, if it had one, was good, or its process died. */
  const begin = async (
    at: number,
    run: (runtime: MontyRuntime) => Promise<Outcome>,
  ): Promise<boolean> => {
    const { runtime, store, death } = processes[at]!
    if (store !== undefined && random() < 0.3) store.dieAfter(upTo(9))
    const outcome = await Promise.race([run(runtime), death])
    if (outcome === 'died') {
      processes[at] = start()
      return true
    }
    if (outcome.status === 'paused') tokens.push(outcome)
    return !('error' in outcome && outcome.error.code === 'MONTY_SNAPSHOT')
  }
  const program = (): string => {
    const next = (): number => paid++
    switch (upTo(4)) {
      case 0:
        return `await pay(${next()})`
      case 1:
        return `a = await pay(${next()})\nb = await look(0)\nawait pay(${next()})`
      case 2:
        return `import asyncio\nawait asyncio.gather(pay(${next()}), look(1), pay(${next()}))`
      default:
        return `try:\n    await pay(${next()})\nexcept PermissionError:\n    pass\nawait pay(${next()})`
    }
  }
  const edited = (token: string): string => {
    const at = upTo(token.length)
    const text = ['=', '\n', ' ', '!', 'A', '', '~'][upTo(7)]!
    return token.slice(0, at) + text + token.slice(at + upTo(2))
  }
  const decisionsAbout = (pending: Pending): Decision[] =>
    pending.flatMap(({ callId }): Decision[] => {
      switch (upTo(6)) {
        case 0:
          return []
        case 1:
          return [{ callId, action: 'deny' }]
        case 2:
          return [{ callId, action: 'answer', value: 0 }]
        default:
          return [{ callId, action: 'approve' }]
      }
    })
  const count = (pending: Pending, decisions: readonly Decision[]): void => {
    for (const { callId, input, state } of pending) {
      const decision = decisions.find((one) => one.callId === callId)
      if (decision?.action !== 'approve') continue
      const call = known((input as { n: number }).n)
      call.approved++
      if (state === 'unknown') call.approvedUnknown++
    }
  }

  for (let step = 0; step < 12; step++) {
    const at = upTo(2)
    const picked = tokens[upTo(tokens.length)]
    const kind = upTo(8)
    if (picked === undefined || kind === 0) {
      await begin(at, (runtime) => runtime.execute(program()).outcome)
    } else if (kind < 4) {
      const given = random() < 0.2 ? edited(picked.token) : picked.token
      const decisions = decisionsAbout(picked.pending)
      if (await begin(at, (runtime) => runtime.resume(given, decisions).outcome)) {
        if (given !== picked.token) return `an edited token was taken: ${JSON.stringify(given)}`
        count(picked.pending, decisions)
      }
    } else if (kind === 4) {
      // Twice at once: of the two, one at most goes on.
      const decisions = decisionsAbout(picked.pending)
      const taken = await Promise.all(
        [0, 1].map((one) =>
          begin(one, (runtime) => runtime.resume(picked.token, decisions).outcome),
        ),
      )
      if (taken.includes(true)) count(picked.pending, decisions)
    } else if (kind === 5) {
      const { runtime, death } = processes[at]!
      const listed = await Promise.race([runtime.pausedRuns(), death])
      if (listed === 'died') processes[at] = start()
      else tokens.push(...listed)
    } else if (kind === 6) {
      clock.advance(random() < 0.2 ? EXPIRES_MS : LEASE_MS + 1)
    } else if (random() < 0.2) {
      const { runtime, death } = processes[at]!
      const done = await Promise.race([runtime.discard(picked.token).catch(() => {}), death])
      if (done === 'died') processes[at] = start()
    }
    for (const [n, { executed, approved, approvedUnknown }] of calls) {
      if (executed > Math.min(approved, 1 + approvedUnknown)) {
        return `call ${n} was executed ${executed} times for ${approved} approvals, ${approvedUnknown} of them for once more`
      }
    }
  }
  return undefined
}

/** The time that processes and stores see: what is waited for in it takes none. */
const clock = {
  offset: 0,
  advance(ms: number): void {
    clock.offset += ms
  },
}

/** Runs histories by their numbers, in a time of their own. The first that went wrong. */
export async function histories(seed: number, times: number): Promise<string | undefined> {
  const now = Date.now.bind(Date)
  Date.now = () => now() + clock.offset
  try {
    for (let index = 0; index < times; index++) {
      const wrong = await history(randomFrom(seed + index))
      if (wrong !== undefined) return `history ${seed + index}: ${wrong}`
    }
    return undefined
  } finally {
    Date.now = now
  }
}

/** Numbers from 0 to 1, the same for a seed each time (mulberry32). */
function randomFrom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}
