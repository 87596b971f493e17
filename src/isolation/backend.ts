import { SCRIPT_NAME, leavingSyntax, checked } from '../core/drive/local-backend.js'
import { checkTypesIn } from './type-check.js'
import { type MontyPool } from './pool.js'
import { openDump, openRun, openSession } from './open.js'
import { type Checked } from '../core/type-check/check.js'
import { type Source } from '../core/engine/source.js'
import { type Host } from '../core/drive/host.js'
import { Seat, type Prepared, type Seats } from '../core/drive/backend.js'

/** Python in worker processes. No source is compiled or checked in this one. */
export class RemoteSeats implements Seats {
  readonly #pool: MontyPool
  readonly #isKept: boolean

  /** `isKept` is for states that are wanted while a run is on its way. */
  constructor(pool: MontyPool, isKept: boolean) {
    this.#pool = pool
    this.#isKept = isKept
  }

  prepare(source: Source): Prepared | Promise<Prepared> {
    const prepared: Prepared = {
      source,
      open: (host) =>
        new Seat(openRun(this.#pool, source, host, this.#isKept), source.scriptName, false),
    }
    return source.typeCheck ? this.#checked(prepared) : prepared
  }

  async #checked(prepared: Prepared): Promise<Prepared> {
    await this.check(prepared.source)
    return prepared
  }

  check(feed: Checked): Promise<void> {
    return leavingSyntax(() => checkTypesIn(this.#pool, feed))
  }

  session(source: Source, host: Host): Seat {
    return new Seat(openSession(this.#pool, source, host), source.scriptName, true)
  }

  load(state: Uint8Array, isSession: boolean): Seat {
    const kept = { scriptName: SCRIPT_NAME, isSession, isKept: this.#isKept || isSession }
    return new Seat(openDump(this.#pool, state, kept), SCRIPT_NAME, isSession)
  }
}
