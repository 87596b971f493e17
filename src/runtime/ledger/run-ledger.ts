import type { Callee } from '../../core/contract/host-call.js'
import { Tool } from '../../host/tool.js'
import type { PauseRecord } from '../paused/record.js'
import { UnknownCallError } from '../run/denied.js'
import type { Match } from './earlier-calls.js'
import type { Ledger } from './ledger.js'
import { type Callable, keptValue, type MadeCall, restoredValue } from './made-call.js'
import { placesOf } from './packed-calls.js'

const NEW: Match = { kind: 'new' }

/** The view that one run has of a ledger: the run itself, or a nested run in one of its tools. */
export class RunLedger {
  #ledger: Ledger
  readonly #runId: string
  readonly #inside: { readonly runId: string; readonly callId: number } | undefined

  constructor(ledger: Ledger, runId: string, inside: RunLedger['inside']) {
    this.#ledger = ledger
    this.#runId = runId
    this.#inside = inside
  }

  /** The call of the parent run that this run is nested in. */
  get inside(): { readonly runId: string; readonly callId: number } | undefined {
    return this.#inside
  }

  get whole(): Ledger {
    return this.#ledger
  }

  /** Replaces the ledger when the run follows another, before its first call. */
  begin(ledger: Ledger): void {
    this.#ledger = ledger
  }

  /** Matches a call with earlier ones before it is made. */
  look(call: Callable, callee: Callee | undefined): Match {
    const ledger = this.#ledger
    // The run's own record of a call is newer than any earlier one.
    if (ledger.isFirst || ledger.find(this.#runId, call.callId) !== undefined) return NEW
    return ledger.look(call, callee instanceof Tool ? callee : undefined)
  }

  /**
   * Makes a call and records its result. With `mayWait`, large arguments are packed in slices before the call is
   * made.
   */
  record(
    call: Callable,
    edited: Record<string, unknown> | undefined,
    perform: () => unknown,
    mayWait: boolean,
  ): unknown {
    return this.#ledger.record(call, this.#runId, this.#inside, edited, perform, mayWait)
  }

  /** Records the result of a call that is not made here, and returns the result. */
  note(call: Callable, kind: 'value' | 'answer', { value }: { value: unknown }): unknown {
    const kept = keptValue(value, `result of ${call.name}()`)
    this.#ledger.note(call, this.#runId, this.#inside, { kind, value: kept })
    return value
  }

  /** Uses the result of an earlier call: returns its value, or throws its error. */
  adopt(call: Callable, made: MadeCall): unknown {
    this.#ledger.adopt(call, this.#runId, this.#inside, made)
    const { end } = made
    switch (end.kind) {
      case 'value':
      case 'answer':
        return restoredValue(end.value, `result of ${call.name}()`)
      case 'error':
        throw new UnknownCallError(end)
      case 'omitted':
      case 'unknown':
      case 'undone':
      case 'half-undone':
        throw new UnknownCallError({
          type: 'RuntimeError',
          message: 'nothing is known of the call',
        })
    }
  }

  /** The ledger's part of a pause record. */
  get kept(): Pick<PauseRecord, 'ledger'> {
    const { left, calls } = this.#ledger
    return left.length === 0 ? {} : { ledger: { calls: placesOf(left), own: calls.length } }
  }
}
