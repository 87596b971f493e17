import type { Account } from '../engine/account.js'
import { failureOf } from '../engine/failure.js'
import type { MontyError, Usage } from '../errors.js'
import type { Host } from './host.js'

/** How a run ends whose host's code was asked too often. No answer to Python has them. */
const endings = new WeakSet<MontyError>()

/** Whether something thrown ends the run, instead of being raised in Python. */
export const endsTheRun = (thrown: unknown): boolean => endings.has(thrown as MontyError)

/** What calls are counted for: a channel, or an execution. */
interface Counted {
  readonly account: Account
  readonly usage: Usage
}

/** What one run asks of the host's own code, the engine's count and ours together. */
export class HostAsks {
  readonly #run: Counted
  readonly #maxHostCalls: number

  constructor(run: Counted, { limits }: Pick<Host, 'limits'>) {
    this.#run = run
    this.#maxHostCalls = limits.maxHostCalls
  }

  /**
   * Counts a call of the host's code that the engine knows nothing of: a getter, a second question for one answer.
   *
   * @throws MontyLimitError which ends the run, when there were too many
   */
  add(): void {
    this.#run.account.extraCalls++
    this.check()
  }

  /**
   * Looks at both counts where the engine looked at its own only.
   *
   * @throws MontyLimitError which ends the run, when there were too many
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
