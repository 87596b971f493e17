import type { Host } from '../core/drive/host.js'
import type { AtRest } from '../core/drive/supervise.js'
import type { Earlier } from '../core/session/types.js'
import { pendingOf } from './decisions.js'
import { keepFiles } from './kept-files.js'
import { type PauseRecord, recordOf } from './record.js'
import type { Run } from './run.js'
import type { End, Paused } from './runner.js'
import type { Seat } from './seats.js'
import type { Snapshots, Taken } from './snapshots.js'

/** What is kept of a run besides its state. */
export interface About {
  readonly code: string
  readonly isSession: boolean
  /** What the type checker will know of the session when the run has ended. */
  readonly earlier: Earlier | null
}

/** The keeping of one run, should it come to rest. */
export class Pause {
  readonly #snapshots: Snapshots
  readonly #run: Run
  readonly #seat: Seat
  readonly #host: Host
  readonly #about: About
  #keptId: string | undefined
  #keptUntil: number | undefined
  #written: Promise<unknown> | undefined

  constructor(snapshots: Snapshots, run: Run, seat: Seat, host: Host, about: About) {
    this.#snapshots = snapshots
    this.#run = run
    this.#seat = seat
    this.#host = host
    this.#about = about
  }

  get #id(): string {
    this.#keptId ??= this.#snapshots.newId(this.#run.runId)
    return this.#keptId
  }

  /** Until when the run can be resumed, in ms since the epoch. */
  get expiresAt(): number {
    this.#keptUntil ??= this.#snapshots.expiry()
    return this.#keptUntil
  }

  /**
   * While calls are under way and others are held, the store has what is needed should this process
   * die: the calls under way are unknown then. A resumed run has its journal for that.
   */
  async watch(drive: () => Promise<End>): Promise<End> {
    // Python inside a tool is kept with the run that it is in.
    if (this.#snapshots.hasStore && !this.#run.isNested) {
      this.#run.onHold = () => this.#seat.startKeeping()
      this.#run.onStand = (standing) => this.#foresee(standing)
    }
    try {
      // Begun only now: Python may come to stand at once.
      return await drive()
    } catch (error) {
      if (this.#written !== undefined) await this.drop()
      throw error
    }
  }

  #foresee(standing: AtRest): void {
    // Python stands at the first call that is held: what the state is, its worker knows alone.
    if (!this.#seat.hasState) return
    const record = this.#record(standing, this.#seat.dumpNow())
    const { aliveUntil } = this.#snapshots
    const writing = this.#snapshots.put(this.#id, { ...record, aliveUntil })
    const before = this.#written ?? Promise.resolve()
    // Should it fail, the last one may still succeed, and says so if not.
    this.#written = Promise.allSettled([before, writing])
  }

  /** Keeps a run at rest, and frees what it held here. `taken` is what a resumed run was. */
  keep(standing: AtRest, taken?: Taken): Promise<Paused> {
    return this.#run.isNested ? this.#keepInside(standing) : this.#keepByItself(standing, taken)
  }

  /** It waits inside a call of another run, which has the token. */
  async #keepInside(standing: AtRest): Promise<Paused> {
    const record = this.#record(standing, await this.#seat.dump(this.#host))
    this.#seat.dispose()
    this.#run.rest = record
    return { status: 'paused', pending: await pendingOf(record, this.#run.tools), token: '' }
  }

  async #keepByItself(standing: AtRest, taken: Taken | undefined): Promise<Paused> {
    const record = this.#record(standing, await this.#seat.dump(this.#host))
    await this.#written
    const [token, pending] = await Promise.all([
      this.#put(record, taken),
      pendingOf(record, this.#run.tools),
    ])
    this.#seat.dispose()
    return { status: 'paused', pending, token }
  }

  /** In the place of what there is of the run already. */
  #put(record: PauseRecord, taken: Taken | undefined): Promise<string> {
    if (taken !== undefined) return taken.replace(record)
    return this.#written === undefined
      ? this.#snapshots.put(this.#id, record)
      : this.#snapshots.replace(this.#id, record)
  }

  async drop(): Promise<void> {
    await this.#written
    await this.#snapshots.remove(this.#id)
  }

  #record(standing: AtRest, state: Buffer): PauseRecord {
    const { runId, calls, stdout, unknown } = this.#run
    return recordOf(standing, {
      ...this.#about,
      runId,
      scope: this.#snapshots.scope,
      state,
      unknown: [...unknown],
      calls: [...calls],
      stdout: stdout.state,
      usage: standing.usage,
      kept: this.#run.keep(),
      files: this.#run.isNested ? [] : keepFiles(this.#host),
      inner: this.#run.keptInner(standing.held),
      expiresAt: this.expiresAt,
    })
  }
}
