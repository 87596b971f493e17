import { HostObject } from '../../core/contract/host-object.js'
import { Tool, type ToolSet } from '../../host/tool.js'
import { unpackValue } from '../paused/pack.js'
import { argumentsOf, type MadeCall, valueForHost } from './made-call.js'

/** A call in a rollback report. */
export interface RolledBackCall {
  /** The run that the call belongs to. */
  readonly runId: string
  /** Identifies the call within its run. */
  readonly callId: number
  /** Full name of the function. */
  readonly name: string
}

/** Result of a rollback. */
export interface RollbackReport {
  /** Calls that were undone, in the order of undoing: the last call made first. */
  readonly undone: readonly RolledBackCall[]
  /** Calls whose `undo` failed. The undo is not retried. */
  readonly failed: ReadonlyArray<RolledBackCall & { readonly error: unknown }>
  /**
   * Calls that were not undone, and why: their tool has no `undo` or is missing, the values needed were not kept,
   * or the result of the call, or of its undo, is unknown.
   */
  readonly kept: ReadonlyArray<
    RolledBackCall & { readonly reason: 'no undo' | 'not kept' | 'unknown' | 'error' }
  >
}

/** Dependencies of a rollback besides the calls. */
export interface Undoing {
  readonly tools: ToolSet
  readonly context: unknown
  readonly signal: AbortSignal
  /** Stores the new state of a call, before the rollback continues. */
  readonly save: (call: MadeCall) => Promise<void>
}

/** Undoes calls, the last one first, each at most once even across crashes. */
export async function undoAll(
  calls: readonly MadeCall[],
  undoing: Undoing,
): Promise<RollbackReport> {
  const report = {
    undone: [] as RolledBackCall[],
    failed: [] as Array<RolledBackCall & { error: unknown }>,
    kept: [] as Array<RollbackReport['kept'][number]>,
  }
  for (const call of calls.toSorted((a, b) => b.seq - a.seq)) {
    const { runId, callId, name } = call
    const about: RolledBackCall = { runId, callId, name: shownName(name) }
    const reason = staysBecause(call)
    if (reason === 'nothing') continue
    const tool = toolOf(name, undoing.tools)
    const input = reason === undefined ? await inputOf(call, tool) : undefined
    if (reason !== undefined || tool?.undo === undefined || input === undefined) {
      const why = reason ?? (tool?.undo === undefined ? 'no undo' : 'not kept')
      report.kept.push({ ...about, reason: why })
      continue
    }
    const result = 'value' in call.end ? valueForHost(call.end.value, 'the result') : undefined
    call.end = { kind: 'half-undone' }
    await undoing.save(call)
    try {
      const { context, signal } = undoing
      await tool.undo(input.value, result, { runId, callId, toolName: about.name, context, signal })
      call.end = { kind: 'undone' }
      report.undone.push(about)
    } catch (error) {
      report.failed.push({ ...about, error })
    }
    await undoing.save(call)
  }
  return report
}

/** The reason not to undo a call, as far as it does not depend on the call's tool. */
function staysBecause({
  end,
}: MadeCall): RollbackReport['kept'][number]['reason'] | 'nothing' | undefined {
  switch (end.kind) {
    case 'value':
      return undefined
    case 'answer':
    case 'undone':
      return 'nothing'
    case 'error':
      return 'error'
    case 'omitted':
      return 'not kept'
    case 'unknown':
    case 'half-undone':
      return 'unknown'
  }
}

const METHOD = /^([0-9a-f]{32})\.(.+)$/

function toolOf(name: string, tools: ToolSet): Tool | undefined {
  const [, receiver = '', method = ''] = METHOD.exec(name) ?? []
  if (receiver === '') return Object.hasOwn(tools, name) ? tools[name] : undefined
  const object = HostObject.find(receiver)
  const found = object && HostObject.method(object, method)
  return found instanceof Tool ? found : undefined
}

const shownName = (name: string): string => METHOD.exec(name)?.[2] ?? name

/** The validated input of a call, as its tool received it. */
async function inputOf(
  call: MadeCall,
  tool: Tool | undefined,
): Promise<{ value: unknown } | undefined> {
  const given =
    call.edited === null
      ? argumentsOf(call)
      : {
          args: [],
          kwargs: unpackValue(call.edited, 'arguments') as Record<string, unknown>,
        }
  if (given === undefined || tool === undefined) return undefined
  try {
    return { value: await tool.bind({ name: call.name, callId: call.callId, ...given }) }
  } catch {
    // The tool's schema has changed.
    return undefined
  }
}
