import type { CallRequest } from '../core/contract/host-call.js'
import { isThenable } from '../core/drive/calls.js'
import { toJson, type JsonValue } from '../core/values/json.js'
import { Tool, type ToolDefinition } from './tool.js'

/**
 * A tool whose calls are done outside of the process, at any later time. A run that can wait
 * without a process is parked meanwhile; in any other run `execute` does the call, and the process
 * waits for it.
 */
export class ParkedTool<I = any, O = any> extends Tool<I, O> {
  /** The party that does the calls, for the queue that parks the run. */
  readonly by: unknown

  constructor(definition: ToolDefinition<I, O>, by: unknown) {
    super(definition)
    this.by = by
  }

  /**
   * The checked arguments as JSON, for the party that does the call; `undefined` when they are
   * invalid.
   */
  payloadOf(call: CallRequest): JsonValue | undefined {
    try {
      // Large arguments are checked at once here: the call is about to leave the process.
      const input: unknown = this.bind({ ...call, inSlices: undefined })
      if (!isThenable(input)) return toJson(input)
      input.then(undefined, () => {})
      return undefined
    } catch {
      return undefined
    }
  }
}
