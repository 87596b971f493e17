import { isThenable } from '../../core/drive/calls.js'
import type { CallRequest, RunScope } from '../../core/contract/host-call.js'
import type { Callee } from '../../core/contract/host-call.js'
import { CallSuspended } from '../../core/drive/supervise.js'
import type { CallEvent } from '../../core/engine/event.js'
import type { RunLedger } from '../ledger/run-ledger.js'
import type { ApprovalContext } from '../../host/context.js'
import { Tool } from '../../host/tool.js'
import { CallDeniedError, UnknownCallError } from './denied.js'
import type { NestedCall } from '../paused/record.js'
import { Journal } from '../paused/journal.js'
import type { Decision } from '../../host/outcome.js'

/** A call whose arguments are validated, and that may be made. */
export interface Admitted {
  readonly tool: Tool
  readonly call: CallRequest
  readonly scope: RunScope
  /** The validated arguments; a promise if validation is asynchronous. */
  readonly input: unknown
  /** Arguments from a decision, if they replaced Python's. */
  readonly edited: Record<string, unknown> | undefined
  /** The nested runs of the call, when the run was paused in one. */
  readonly inner: NestedCall | undefined
}

/** Dependencies of a gate. */
export interface GateParts {
  /** Whether calls can wait for a decision. */
  readonly canPause: boolean
  /** Decisions, by the call as it was kept. */
  readonly decisions: ReadonlyMap<CallEvent, Decision>
  /** Calls that were begun, and suspended because a nested run was. */
  readonly inner: ReadonlyMap<CallEvent, NestedCall>
  readonly journal: Journal | undefined
  /** The run's view of the ledger. */
  readonly ledger: RunLedger
  /** The second argument of `needsApproval`. */
  readonly approvalContext: (call: CallRequest) => ApprovalContext
  /** Whether a rule allows the call without a decision. */
  readonly isAllowed: (call: CallRequest, input: unknown) => boolean
  /** Executes the tool. */
  readonly execute: (admitted: Admitted) => unknown
}

/** Result of checking a call: free to be made, in need of approval, invalid, or not known before a promise settles. */
type Check =
  | { readonly kind: 'free'; readonly input: unknown }
  | { readonly kind: 'asks' }
  | { readonly kind: 'wrong'; readonly error: unknown }
  | { readonly kind: 'later'; readonly input: PromiseLike<unknown> }

/** Permission to make one call. */
type Permit = Pick<Admitted, 'edited' | 'inner'>

/**
 * The single point that every tool call in a runtime passes, whatever its origin: tools are executed only from
 * here. A tool that needs an approval passes only with a decision about this very call, which the call uses up.
 * Calls are identified by the object that was kept, not by their ids, which Python's side could repeat.
 */
export class Gate {
  readonly #parts: GateParts
  /** Checks of calls that have not been made yet, so that nothing is asked or checked twice. */
  #checks: WeakMap<CallRequest, Check> | undefined
  #permits: WeakMap<CallRequest, Permit> | undefined
  /** Calls whose decision was used. */
  #spent: WeakSet<CallRequest> | undefined

  constructor(parts: GateParts) {
    this.#parts = parts
  }

  /** Whether there is a decision about the call that is not used yet. */
  isDecided(call: CallEvent): boolean {
    const { decisions, inner } = this.#parts
    return (decisions.has(call) || inner.has(call)) && this.#spent?.has(call) !== true
  }

  /** Whether an earlier run may have made the call, with an unknown outcome. */
  mayHaveBeenMade(call: CallEvent, callee: Callee | undefined): boolean {
    return this.#parts.canPause && this.#parts.ledger.look(call, callee).kind === 'unknown'
  }

  /** Whether an earlier call answers the call. */
  isReplayed(call: CallEvent, callee: Callee | undefined): boolean {
    return !this.isDecided(call) && this.#parts.ledger.look(call, callee).kind === 'known'
  }

  /** Whether the call has to wait for a decision. */
  holds(call: CallEvent, callee: Callee | undefined): boolean {
    const { canPause } = this.#parts
    if (!(callee instanceof Tool) || callee.needsApproval === false || !canPause) return false
    return !this.#isSettled(call, callee) && this.#check(callee, call).kind === 'asks'
  }

  /**
   * Checks that a call may be made, before it is reported or recorded; a promise if validation is asynchronous.
   *
   * @throws TypeError for wrong arguments, CallSuspended when the call has to wait, CallDeniedError when it cannot
   */
  admit(call: CallEvent, callee: Callee | undefined): void | PromiseLike<void> {
    if (!(callee instanceof Tool) || callee.needsApproval === false) return
    if (!this.#isSettled(call, callee)) return this.#admit(callee, call)
  }

  /** Whether no approval is needed, because there is a decision, or the outcome is known. */
  #isSettled(call: CallEvent, callee: Tool): boolean {
    return (
      this.isDecided(call) ||
      this.#parts.journal?.knows(call) === true ||
      this.#parts.ledger.look(call, callee).kind !== 'new'
    )
  }

  /** Makes an admitted call, or takes its outcome from the decision, the journal or the ledger. */
  perform(call: CallEvent, callee: Callee | undefined, next: () => unknown): unknown {
    const { ledger, journal } = this.#parts
    const match = ledger.look(call, callee)
    const isDecided = this.isDecided(call)
    const decision = this.#useDecision(call)
    if (decision?.action === 'deny') throw new CallDeniedError(call.name, decision.message)
    if (decision?.action === 'answer') return ledger.note(call, 'answer', decision)
    const known = journal?.outcomeOf(call)
    if (known !== undefined) {
      if ('error' in known) throw new UnknownCallError(known.error)
      return ledger.note(call, 'value', known)
    }
    if (!isDecided && match.kind === 'known') return ledger.adopt(call, match.made)
    if (!isDecided && match.kind === 'unknown') throw unknownInside(call.name)
    // A tool's call is journaled where the tool is executed.
    return callee instanceof Tool ? next() : this.#journaled(call, next)
  }

  /** Executes a tool: with a permit, or if no approval is needed. */
  pass(tool: Tool, call: CallRequest, scope: RunScope): unknown {
    const permit = this.#permits?.get(call)
    if (permit !== undefined) {
      this.#permits?.delete(call)
      return this.#executePermitted(tool, call, scope, permit)
    }
    if (tool.needsApproval === false) {
      return this.#execute({ tool, call, scope, input: bound(tool, call), ...NOTHING_DECIDED })
    }
    const check = this.#check(tool, call)
    if (check.kind !== 'free') throw this.#refusal(call)
    this.#checks?.delete(call)
    return this.#execute({ tool, call, scope, input: check.input, ...NOTHING_DECIDED })
  }

  #executePermitted(tool: Tool, call: CallRequest, scope: RunScope, permit: Permit): unknown {
    const { edited } = permit
    const given: CallRequest = edited === undefined ? call : { ...call, args: [], kwargs: edited }
    return this.#execute({ tool, call, scope, input: bound(tool, given), ...permit })
  }

  /** Uses the decision about a call, once, and grants the permit to make the call. */
  #useDecision(call: CallEvent): Decision | undefined {
    if (!this.isDecided(call)) return undefined
    ;(this.#spent ??= new WeakSet()).add(call)
    const decision = this.#parts.decisions.get(call)
    const inner = this.#parts.inner.get(call)
    if (decision === undefined || decision.action === 'approve') {
      ;(this.#permits ??= new WeakMap()).set(call, {
        edited: decision?.input ?? inner?.input,
        inner,
      })
    }
    return decision
  }

  #admit(tool: Tool, call: CallRequest): void | PromiseLike<void> {
    const check = this.#check(tool, call)
    switch (check.kind) {
      case 'free':
        return
      case 'wrong':
        throw check.error
      case 'asks':
        this.#checks?.delete(call)
        throw this.#refusal(call)
      case 'later':
        return this.#admitLater(tool, call, check.input)
    }
  }

  async #admitLater(tool: Tool, call: CallRequest, checking: PromiseLike<unknown>): Promise<void> {
    const input = await checking
    if (asks(tool, call, input, this.#parts)) throw this.#refusal(call)
    ;(this.#checks ??= new WeakMap()).set(call, { kind: 'free', input })
  }

  #check(tool: Tool, call: CallRequest): Check {
    const known = this.#checks?.get(call)
    if (known !== undefined) return known
    const check = checkOf(tool, call, this.#parts)
    ;(this.#checks ??= new WeakMap()).set(call, check)
    return check
  }

  #refusal({ name }: CallRequest): Error {
    if (this.#parts.canPause) return new CallSuspended('it waits for an approval')
    return new CallDeniedError(
      name,
      `${name}() needs an approval, which Python inside a tool can only wait for when the tool is restartable: true`,
    )
  }

  #execute(admitted: Admitted): unknown {
    const { call, edited, tool } = admitted
    const { idempotent } = tool
    const about = { edited, idempotent, mayWait: true }
    return this.#journaled(call, () => this.#parts.execute(admitted), about)
  }

  /** Records a call in the ledger, and in the journal if there is one, around its execution. */
  #journaled(
    call: CallRequest,
    work: () => unknown,
    about: {
      edited?: Record<string, unknown> | undefined
      idempotent?: boolean
      /** Whether Python waits for a promise of the call as it does for its value. */
      mayWait?: boolean
    } = {},
  ): unknown {
    const { journal, ledger } = this.#parts
    const { edited, idempotent = false, mayWait = false } = about
    const record = (): unknown => ledger.record(call, edited, work, mayWait)
    return journal === undefined ? record() : journal.record(call, record, idempotent)
  }
}

/** A nested run that cannot pause cannot ask for a decision. */
const unknownInside = (name: string): CallDeniedError =>
  new CallDeniedError(
    name,
    `${name}() may have been called before, by the program that failed, and nobody knows what came of it`,
  )

const NOTHING_DECIDED: Permit = { edited: undefined, inner: undefined }

/** The validated arguments of a call. A rejection is handled later, where the call is admitted or executed. */
function bound(tool: Tool, call: CallRequest): unknown {
  const input: unknown = tool.bind(call)
  if (isThenable(input)) input.then(undefined, () => {})
  return input
}

function checkOf(tool: Tool, call: CallRequest, asking: Asking): Check {
  let input: unknown
  try {
    input = bound(tool, call)
  } catch (error) {
    // No approval is needed for a call that would be rejected.
    return { kind: 'wrong', error }
  }
  if (isThenable(input)) return { kind: 'later', input }
  return asks(tool, call, input, asking) ? { kind: 'asks' } : { kind: 'free', input }
}

type Asking = Pick<GateParts, 'approvalContext' | 'isAllowed'>

/** Whether a call with these arguments needs an approval. */
function asks(tool: Tool, call: CallRequest, input: unknown, asking: Asking): boolean {
  return needsApproval(tool, call, input, asking) && !asking.isAllowed(call, input)
}

function needsApproval(
  { needsApproval: needs }: Tool,
  call: CallRequest,
  input: unknown,
  { approvalContext }: Asking,
): boolean {
  if (typeof needs === 'boolean') return needs
  const answer: unknown = needs(input, approvalContext(call))
  if (!isThenable(answer)) return Boolean(answer)
  // A promise means that approval is needed; its result is not awaited.
  answer.then(undefined, () => {})
  return true
}
