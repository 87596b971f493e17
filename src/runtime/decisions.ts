import { MontyUsageError } from '../core/errors.js'
import type { CallEvent } from '../core/engine/event.js'
import type { ToolSet } from '../host/tool.js'
import type { Decision, PendingCall } from './outcome.js'
import type { PauseRecord } from './record.js'

/** The calls about which somebody has to decide. */
export async function pendingOf(record: PauseRecord, tools: ToolSet): Promise<PendingCall[]> {
  return Promise.all(
    undecided(record).map(async (call): Promise<PendingCall> => ({
      callId: call.callId,
      name: call.name,
      input: await inputOf(call, tools),
      state: isUnknown(call, record) ? 'unknown' : 'held',
    })),
  )
}

/** Held calls, and those that were under way when their process died. */
export function undecided({ held, running }: PauseRecord): CallEvent[] {
  return [...held, ...running.filter(({ kind }) => kind === 'function')]
}

export function isUnknown({ callId }: CallEvent, { unknown, running }: PauseRecord): boolean {
  return unknown.includes(callId) || running.some((call) => call.callId === callId)
}

/** The arguments by name, as the tool would get them. */
async function inputOf(call: CallEvent, tools: ToolSet): Promise<unknown> {
  const tool = Object.hasOwn(tools, call.name) ? tools[call.name] : undefined
  try {
    return tool ? await tool.bind(call) : { args: call.args, ...call.kwargs }
  } catch {
    return { args: call.args, ...call.kwargs }
  }
}

const ACTIONS: ReadonlySet<unknown> = new Set(['approve', 'deny', 'answer'])

/** Checks decisions against the calls that wait, each for one of them. */
export function decisionsById(
  decisions: readonly Decision[],
  record: PauseRecord,
): Map<number, Decision> {
  if (!Array.isArray(decisions)) {
    throw new MontyUsageError(
      "decisions must be an array, such as [{ callId: 1, action: 'approve' }]",
    )
  }
  const waiting = undecided(record).map(({ callId }) => callId)
  const byId = new Map<number, Decision>()
  for (const decision of decisions as Decision[]) {
    const { callId, action } = decision
    if (!waiting.includes(callId)) {
      throw new MontyUsageError(
        `call ${callId} does not wait for a decision; waiting: ${waiting.join(', ')}`,
      )
    }
    if (byId.has(callId)) throw new MontyUsageError(`there are two decisions about call ${callId}`)
    if (!ACTIONS.has(action)) {
      throw new MontyUsageError("the action of a decision must be 'approve', 'deny' or 'answer'")
    }
    byId.set(callId, decision)
  }
  return byId
}
