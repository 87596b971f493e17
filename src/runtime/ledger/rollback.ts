import { HostObject } from '../../core/contract/host-object.js'
import { Tool, type ToolSet } from '../../host/tool.js'
import { unpackValue } from '../paused/pack.js'
import { argumentsOf, type MadeCall, valueForHost } from './made-call.js'

/** A call that a rollback came by. */
export interface RolledBackCall {
  /** The run that it belongs to. */
  readonly runId: string
  /** Unique in its run. */
  readonly callId: number
  /** What was called, by its full name. */
  readonly name: string
}

/** What a rollback came to. */
export interface RollbackReport {
  /** Calls that were undone, in the order in which they were: the last one that was made first. */
  readonly undone: readonly RolledBackCall[]
  /** Calls whose `undo` failed. It is not tried again. */
  readonly failed: ReadonlyArray<RolledBackCall & { readonly error: unknown }>
  /**
   * Calls that stay, and why: their tool has no `undo` or is not here, what is needed was not kept, or it is
   * unknown what came of them, or of their undoing.
   */
  readonly kept: ReadonlyArray<
    RolledBackCall & { readonly reason: 'no undo' | 'not kept' | 'unknown' | 'error' }
  >
}

/** What undoing is given besides the calls. */
export interface Undoing {
  readonly tools: ToolSet
  readonly context: unknown
  readonly signal: AbortSignal
  /** Keeps what has become of a call, before anything else is done. */
  readonly save: (call: MadeCall) => Promise<void>
}

/** Undoes calls, the last one first, each at most once whatever happens meanwhile. */
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

/** Why a call is not undone, as far as that is known without its tool. */
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

/** The checked input of a call, as its tool had it. */
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
    // Its schema is another one now.
    return undefined
  }
}
