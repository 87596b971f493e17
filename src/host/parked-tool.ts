import type { CallRequest } from '../core/contract/host-call.js'
import { isThenable } from '../core/drive/calls.js'
import { toJson, type JsonValue } from '../core/values/json.js'
import { Tool, type ToolDefinition } from './tool.js'

/**
 * A tool that somebody else does, in his own time. In a run that can wait without a process the run is put away
 * meanwhile; elsewhere it is done by `execute`, for which the process waits.
 */
export class ParkedTool<I = any, O = any> extends Tool<I, O> {
  /** Who does it, for whoever puts the run away. */
  readonly by: unknown

  constructor(definition: ToolDefinition<I, O>, by: unknown) {
    super(definition)
    this.by = by
  }

  /** What whoever does it is given: the checked arguments, as JSON; `undefined` when they are not good. */
  payloadOf(call: CallRequest): JsonValue | undefined {
    try {
      // What is large is checked at once here: the call is about to leave.
      const input: unknown = this.bind({ ...call, inSlices: undefined })
      if (!isThenable(input)) return toJson(input)
      input.then(undefined, () => {})
      return undefined
    } catch {
      return undefined
    }
  }
}
