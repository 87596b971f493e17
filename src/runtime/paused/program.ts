import { isThenable } from '../../core/drive/calls.js'
import { MontyUsageError } from '../../core/errors.js'
import type { CallEvent } from '../../core/engine/event.js'
import { tool, type ToolSet } from '../../host/tool.js'
import { type Decision, NO_USAGE } from '../../host/outcome.js'
import type { CompleteRuntime } from '../resolve-options.js'
import type { Run } from '../run/run.js'
import { type Decided } from './decisions.js'
import { keptGivens } from './kept-givens.js'
import { packValue, unpackValue } from './pack.js'
import type { PauseRecord } from './record.js'

/** Name of the pending call that stands for a program; not a valid tool name. */
const PROGRAM = '<program>'

/** A program and its inputs. */
export interface Program {
  readonly code: string
  readonly inputs: Record<string, unknown> | undefined
}

/** The tools of a runtime, and a tool that stands for the program, for decisions about it. */
export const withProgram = (tools: ToolSet): ToolSet => ({
  ...tools,
  [PROGRAM]: tool({
    input: {
      type: 'object',
      properties: { code: { type: 'string' } },
      required: ['code'],
      additionalProperties: false,
    },
    execute: () => null,
  }),
})

/** Whether a program needs an approval before it runs. */
export function asksAbout(
  code: string,
  { runId, givens }: Run,
  { approveProgram }: CompleteRuntime,
): boolean {
  if (typeof approveProgram === 'boolean') return approveProgram
  const { context, metadata } = givens
  const answer: unknown = approveProgram(code, { runId, context, metadata })
  if (!isThenable(answer)) return Boolean(answer)
  // As with calls, a promise means that approval is needed; its result is not awaited.
  answer.then(undefined, () => {})
  return true
}

/** The record of a run that awaits the approval of its program. */
export function programRecord(
  run: Run,
  { code, inputs }: Program,
  { scope, expiresAt }: { scope: string; expiresAt: number },
): PauseRecord {
  const { runId, stdout, givens, recorder } = run
  return {
    ...keptGivens(givens),
    ...(recorder === undefined ? {} : { recording: recorder.kept }),
    ...run.ledger.kept,
    runId,
    scope,
    isSession: false,
    code,
    state: new Uint8Array(0),
    program: packValue(inputs ?? {}, 'inputs'),
    held: [callOf(code)],
    queued: [],
    running: [],
    settled: [],
    unknown: [],
    calls: [],
    stdout: stdout.state,
    usage: NO_USAGE,
    kept: run.keep(),
    files: [],
    inner: [],
    earlier: null,
    expiresAt,
  }
}

/** The pending call that stands for the program. */
function callOf(code: string): CallEvent {
  return {
    kind: 'function',
    name: PROGRAM,
    callId: 0,
    eager: false,
    awaited: false,
    mayAsk: false,
    isAlarm: false,
    isAsked: false,
    receiver: undefined,
    args: [],
    kwargs: { code },
    kib: 0,
    account: undefined,
    inSlices: undefined,
    heldBytes: 0,
    printed: [],
    filename: '',
    start: 0,
    end: 0,
  }
}

/** The decision about a program; `undefined` while there is none. */
export const decisionAbout = (record: PauseRecord, decided: Decided): Decision | undefined =>
  decided.get(record)?.get(0)

/** The approved program, whose code the decision may have replaced. */
export function approvedProgram(record: PauseRecord, { input }: Approval): Program {
  const { code } = (input ?? record) as { code: string }
  return { code, inputs: unpackValue(record.program!, 'inputs') as Record<string, unknown> }
}

/** The failure of a run whose program was denied. */
export function notApproved({ message = '' }: Denial): MontyUsageError {
  return new MontyUsageError(`the program was not approved${message === '' ? '' : `: ${message}`}`)
}

type Approval = Extract<Decision, { readonly action: 'approve' }>
type Denial = Extract<Decision, { readonly action: 'deny' }>
