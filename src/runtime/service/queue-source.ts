import type { Decision } from '../../host/outcome.js'
import { checkDecisions } from '../paused/decisions.js'
import { Refusal, refusalOf } from './refusal.js'
import {
  type Found,
  idOfResumption,
  type RunSource,
  type ServedExecution,
  type ServedPause,
  type ServedQueue,
  type Started,
  type State,
} from './source.js'

const UUID_LENGTH = 36
const NO_TOKEN = 'this is not the token of a paused run, as it was given'

const alreadyDecided = (): Refusal =>
  new Refusal(409, 'the run was resumed or given up already, or is being resumed')

/** Runs of a queue, which any process can find. */
export class QueueSource implements RunSource {
  readonly #queue: ServedQueue

  constructor(queue: ServedQueue) {
    this.#queue = queue
  }

  async begin(
    tenant: string,
    code: string,
    inputs: Record<string, unknown> | undefined,
  ): Promise<Started> {
    const execution = this.#queue.execute(code, {
      tenant,
      ...(inputs === undefined ? {} : { inputs }),
    })
    await this.#letGo(execution)
    return { id: execution.runId, runId: execution.runId }
  }

  async resume(
    tenant: string,
    token: string,
    decisions: readonly Decision[],
  ): Promise<Started | undefined> {
    const runId = /^mnr1~([^.~]+)\./.exec(token)?.[1]
    if (runId === undefined) throw new Refusal(400, NO_TOKEN)
    const owner = await this.#queue.tenantOf(runId)
    if (owner !== undefined && owner !== tenant) return undefined
    await this.#checkPause(tenant, runId, token, decisions)
    const execution = this.#queue.resume(token, decisions, { tenant })
    if (!(await this.#letGo(execution))) throw alreadyDecided()
    return { id: idOfResumption(runId, token), runId }
  }

  /** Checks decisions against the run, if the queue still has it: a worker would refuse them later. */
  async #checkPause(
    tenant: string,
    runId: string,
    token: string,
    decisions: readonly Decision[],
  ): Promise<void> {
    const state = await this.state(tenant, runId)
    if (state === undefined) return
    const { outcome } = state
    if (outcome?.status !== 'paused') throw alreadyDecided()
    if (outcome.token !== token) throw new Refusal(400, NO_TOKEN)
    try {
      checkDecisions(
        decisions,
        outcome.pending.map(({ callId }) => callId),
      )
    } catch (error) {
      throw refusalOf(error) ?? error
    }
  }

  /**
   * Waits until a run is in the queue, where any process finds it: following it here would keep all of its events.
   * Resolves to `false` for one that was there before.
   *
   * @throws Refusal for a run that could not be added
   */
  async #letGo(execution: ServedExecution): Promise<boolean> {
    const isNew = await execution.added
    execution.unfollow()
    if (isNew !== undefined) return isNew
    const outcome = await execution.outcome
    const error = 'error' in outcome ? outcome.error : new Error('the run was not added')
    throw refusalOf(error) ?? error
  }

  async find(tenant: string, id: string, from: number): Promise<Found | undefined> {
    if ((await this.#queue.tenantOf(id)) !== tenant) return undefined
    const execution = this.#queue.follow(id, { from })
    return { execution, skip: 0, leave: () => execution.unfollow() }
  }

  async cancel(tenant: string, id: string, reason: string): Promise<void> {
    const runId = id.slice(0, UUID_LENGTH)
    // From its start a run is found whatever it has become; the start may be forgotten sooner than the rest.
    const from = (await this.#queue.tenantOf(runId)) === tenant ? runId : id
    await this.#queue.cancel(from, reason)
  }

  async state(tenant: string, id: string): Promise<State | undefined> {
    if ((await this.#queue.tenantOf(id)) !== tenant) return undefined
    const outcome = await this.#queue.outcomeOf(id)
    const isPaused = outcome?.status === 'paused'
    const next = isPaused ? await this.#queue.resumptionOf(outcome.token) : undefined
    return next === undefined ? { id, outcome } : this.state(tenant, next)
  }

  paused(tenant: string): Promise<readonly ServedPause[]> {
    return this.#queue.pausedRuns({ tenant })
  }
}
