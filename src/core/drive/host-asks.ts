import type { Account } from '../engine/account.js'
import { failureOf } from '../engine/failure.js'
import type { MontyError, Usage } from '../errors.js'
import type { Host } from './host.js'

/** Errors of runs that called the host's code too often. They end the run and are never raised in Python. */
const endings = new WeakSet<MontyError>()

/** Whether a thrown value ends the run instead of being raised in Python. */
export const endsTheRun = (thrown: unknown): boolean => endings.has(thrown as MontyError)

/** A channel or an execution, whose calls are counted. */
interface Counted {
  readonly account: Account
  readonly usage: Usage
}

/** Counts one run's calls of the host's code, in the engine and in JavaScript together. */
export class HostAsks {
  readonly #run: Counted
  readonly #maxHostCalls: number

  constructor(run: Counted, { limits }: Pick<Host, 'limits'>) {
    this.#run = run
    this.#maxHostCalls = limits.maxHostCalls
  }

  /**
   * Counts a call of the host's code that the engine does not count: a getter, or a second call for one
   * answer.
   *
   * @throws MontyLimitError that ends the run, when there are too many calls
   */
  add(): void {
    this.#run.account.extraCalls++
    this.check()
  }

  /**
   * Checks the sum of both counts, where the engine has checked only its own.
   *
   * @throws MontyLimitError that ends the run, when there are too many calls
   */
  check(): void {
    if (this.#run.account.extraCalls === 0) return
    const { usage } = this.#run
    const allowed = this.#maxHostCalls
    const { hostCalls: used } = usage
    if (used <= allowed) return
    const exception = undefined
    const limit = { kind: 'limit', limit: 'hostCalls', used, allowed, exception } as const
    const error = failureOf({ ...limit, usage, printed: [] })
    endings.add(error)
    throw error
  }
}
