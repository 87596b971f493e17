import type { NestedCall } from './record.js'
import { Tool } from '../../host/tool.js'
import { HostObject } from '../../core/contract/host-object.js'
import { checkNames, namesOf } from '../../core/option-checks.js'
import { MontyUsageError } from '../../core/errors.js'
import type { SourceRange } from '../../core/contract/host-call.js'
import { type CallEvent, positionOf } from '../../core/engine/event.js'
import type { ToolSet } from '../../host/tool.js'
import type { Decision, PendingCall } from '../../host/outcome.js'
import { packValue } from './pack.js'
import type { PauseRecord } from './record.js'
import { isError } from '../../core/realm.js'

/** The decisions about the calls of each record: that of the run, and those of its nested runs. */
export type Decided = ReadonlyMap<PauseRecord, ReadonlyMap<number, Decision>>

/** A call that awaits a decision. */
interface Waiting {
  /** Id by which decisions refer to the call. */
  readonly id: number
  readonly call: CallEvent
  readonly record: PauseRecord
  /** Names of the enclosing calls. */
  readonly within: readonly string[]
}

/** First id of calls in nested runs, as each run counts its own from 1. */
const INNER_IDS = 1_000_000_000

/** The calls that await a decision, including those of nested runs. */
function waitingIn(record: PauseRecord): Waiting[] {
  const waiting: Waiting[] = []
  let inside = 0
  const visit = (of: PauseRecord, within: readonly string[]): void => {
    for (const call of undecided(of)) {
      const paused = pausedIn(call, of)
      for (const one of paused) visit(one, [...within, call.name])
      if (paused.length > 0) continue
      const id = within.length === 0 ? call.callId : INNER_IDS + inside++
      waiting.push({ id, call, record: of, within })
    }
  }
  visit(record, [])
  return waiting
}

/** The nested pauses of a call; none when the call itself is to be decided about because it may have happened. */
export function pausedIn(call: CallEvent, record: PauseRecord): PauseRecord[] {
  if (isUnknown(call, record)) return []
  const { parts = [] } = record.inner.find(({ callId }) => callId === call.callId) ?? {}
  return parts.flatMap((part) => ('record' in part ? [part.record] : []))
}

/** The calls that await a decision, as the host sees them. */
export async function pendingOf(record: PauseRecord, tools: ToolSet): Promise<PendingCall[]> {
  return Promise.all(waitingIn(record).map((waiting) => pendingCall(waiting, tools)))
}

async function pendingCall(
  { id, call, record, within }: Waiting,
  tools: ToolSet,
): Promise<PendingCall> {
  const pending: PendingCall = {
    callId: id,
    name: call.name,
    input: await inputOf(call, tools),
    state: isUnknown(call, record) ? 'unknown' : 'held',
    ...(within.length === 0 ? {} : { within }),
    ...(call.receiver === undefined ? {} : { receiver: classOf(call.receiver) }),
  }
  if (within.length === 0) places.set(pending, positionOf(call))
  return pending
}

/** Source positions of pending calls of the run's own program; calls of nested runs belong to other programs. */
const places = new WeakMap<PendingCall, SourceRange>()

/** Source positions of pending calls, by call id. */
export function positionsOf(pending: readonly PendingCall[]): Record<number, SourceRange> {
  return Object.fromEntries(
    pending.flatMap((call) => {
      const position = places.get(call)
      return position === undefined ? [] : [[call.callId, position]]
    }),
  )
}

/** Held calls, and calls that were in progress when their process died. */
export function undecided({ held, running }: PauseRecord): CallEvent[] {
  return [...held, ...running.filter(({ kind }) => kind === 'function')]
}

export function isUnknown({ callId }: CallEvent, { unknown, running }: PauseRecord): boolean {
  return unknown.includes(callId) || running.some((call) => call.callId === callId)
}

const classOf = (receiver: string): string => HostObject.find(receiver)?.className ?? 'object'

/** The tool of a call: one of the runtime's, or a method of an object in this process. */
function toolOf({ name, receiver }: CallEvent, tools: ToolSet): Tool | undefined {
  if (receiver === undefined) return Object.hasOwn(tools, name) ? tools[name] : undefined
  const object = HostObject.find(receiver)
  const method = object && HostObject.method(object, name)
  return method instanceof Tool ? method : undefined
}

/** The arguments by name, as the tool would receive them. */
async function inputOf(call: CallEvent, tools: ToolSet): Promise<unknown> {
  const tool = toolOf(call, tools)
  try {
    return tool ? await tool.bind(call) : { args: call.args, ...call.kwargs }
  } catch {
    return { args: call.args, ...call.kwargs }
  }
}

/**
 * Checks each decision against the pending calls, and validates the arguments that calls
 * are approved with like Python's.
 */
export async function decidedIn(
  decisions: readonly Decision[],
  record: PauseRecord,
  tools: ToolSet,
): Promise<Decided> {
  const waiting = new Map(waitingIn(record).map((one) => [one.id, one]))
  checkDecisions(decisions, [...waiting.keys()])
  const decided = new Map<PauseRecord, Map<number, Decision>>()
  for (const decision of decisions) {
    const one = waiting.get(decision.callId)!
    const { callId } = one.call
    const about = decided.get(one.record) ?? new Map<number, Decision>()
    if (decision.action === 'approve') await checkApproval(one, decision.input, tools)
    decided.set(one.record, about.set(callId, { ...decision, callId }))
  }
  return decided
}

/**
 * Checks decisions as far as that is possible without the run: their form and, if `waiting` has the
 * ids of the pending calls, what they are about.
 *
 * @throws MontyUsageError for invalid ones
 */
export function checkDecisions(decisions: readonly Decision[], waiting?: readonly number[]): void {
  if (!Array.isArray(decisions)) {
    throw new MontyUsageError(
      "decisions must be an array, such as [{ callId: 1, action: 'approve' }]",
    )
  }
  const seen = new Set<number>()
  for (const [index, decision] of (decisions as Decision[]).entries()) {
    checkDecision(decision, index)
    const { callId } = decision
    if (waiting?.includes(callId) === false) {
      throw new MontyUsageError(
        `call ${JSON.stringify(callId)} does not wait for a decision; waiting: ${waiting.join(', ')}`,
      )
    }
    if (seen.has(callId)) throw new MontyUsageError(`there are two decisions about call ${callId}`)
    seen.add(callId)
    // Reject unpackable values now: later, Python would get a TypeError.
    if (decision.action === 'answer') packValue(decision.value, `decisions[${index}].value`)
  }
}

/** Permitted fields of each kind of decision. */
const ACTIONS: Readonly<Record<Decision['action'], ReadonlySet<string>>> = {
  approve: namesOf<DecisionOf<'approve'>>({ callId: true, action: true, input: true }),
  deny: namesOf<DecisionOf<'deny'>>({ callId: true, action: true, message: true }),
  answer: namesOf<DecisionOf<'answer'>>({ callId: true, action: true, value: true }),
}

type DecisionOf<Action> = Extract<Decision, { action: Action }>

function checkDecision(decision: Decision, index: number): void {
  if (typeof decision !== 'object' || decision === null) {
    throw new MontyUsageError(
      `decisions[${index}] must be an object, such as { callId: 1, action: 'approve' }`,
    )
  }
  const { callId, action } = decision
  const what = `the decision about call ${callId}`
  if (!Object.hasOwn(ACTIONS, action)) {
    throw new MontyUsageError(
      `the action of ${what} must be 'approve', 'deny' or 'answer', not '${action as string}'`,
    )
  }
  checkNames(decision, ACTIONS[action], what)
  if (action === 'answer' && !('value' in decision)) {
    throw new MontyUsageError(`${what} needs a value; null is None`)
  }
  if (action === 'deny' && typeof (decision.message ?? '') !== 'string') {
    throw new MontyUsageError(`the message of ${what} must be a string`)
  }
}

function missingTool({ name, receiver }: CallEvent): string {
  return receiver === undefined
    ? `this runtime has no tool ${name}`
    : `the object whose method ${name} it is, is not in this process, or no longer`
}

/** Checks that a call can be made here, with the decision's arguments if any are given. */
async function checkApproval(
  { id, call, record }: Waiting,
  input: unknown,
  tools: ToolSet,
): Promise<void> {
  const tool = toolOf(call, tools)
  if (tool === undefined) {
    // A call of unknown outcome can also be a method of a host object, or a plain function.
    if (isUnknown(call, record) && input === undefined) return
    throw new MontyUsageError(
      `call ${id} cannot be approved${input === undefined ? '' : ' with other arguments'}: ` +
        `${missingTool(call)}; deny or answer it, or resume the run where the tool is`,
    )
  }
  try {
    if (input === undefined) {
      await tool.bind(call)
      return
    }
    if (typeof input !== 'object' || input === null || Array.isArray(input)) {
      throw new TypeError('input must be an object of arguments by name')
    }
    await tool.bind({ ...call, args: [], kwargs: { ...input } })
  } catch (error) {
    const reason = isError(error) ? error.message : String(error)
    const what =
      input === undefined
        ? `call ${id} no longer fits ${call.name}(), which has changed since the run was paused`
        : `call ${id} cannot be made with these arguments`
    throw new MontyUsageError(`${what}: ${reason} (the run still waits)`, 'MONTY_USAGE', error)
  }
}

/** The decisions about a record, by call. */
export function decisionsIn(record: PauseRecord, decided: Decided): Map<CallEvent, Decision> {
  const about = decided.get(record)
  return new Map(
    undecided(record).flatMap((call) => {
      const decision = about?.get(call.callId)
      return decision === undefined ? [] : [[call, decision] as const]
    }),
  )
}

/** The held calls of a record that have nested runs, with those. */
export function innerCallsIn(record: PauseRecord): Map<CallEvent, NestedCall> {
  return new Map(
    record.held.flatMap((call) => {
      const inner = record.inner.find(({ callId }) => callId === call.callId)
      return inner === undefined ? [] : [[call, inner] as const]
    }),
  )
}

/** Whether there is a decision about a nested run of a call. */
export function isDecidedIn(call: CallEvent, record: PauseRecord, decided: Decided): boolean {
  return pausedIn(call, record).some(
    (one) => decided.has(one) || undecided(one).some((inside) => isDecidedIn(inside, one, decided)),
  )
}
