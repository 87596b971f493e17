import type { RunScope } from '../core/contract/host-call.js'
import { checkNames, namesOf } from '../core/option-checks.js'
import { type HostContext, plainContext } from '../host/context.js'
import { resolveHost, KNOWN } from './host/resolve.js'
import { runNested } from './monty.js'

const PARTS = namesOf<HostContext>({
  runId: true,
  callId: true,
  toolName: true,
  idempotencyKey: true,
  signal: true,
  emit: true,
  files: true,
  parent: true,
  subExecute: true,
  context: true,
  artifact: true,
})

/**
 * Creates a context for unit tests of a tool. Defaults do nothing: events are discarded, the files
 * are empty and in memory, the signal is never aborted, and Python inside the tool has no
 * functions.
 *
 * @throws MontyUsageError for an unknown member
 *
 * @example
 * ```ts
 * const add = tool({ input: z.object({ a: z.int() }), execute: ({ a }, { callId }) => a + callId })
 * add.execute({ a: 1 }, testContext({ callId: 2 })) // 3
 * ```
 */
export function testContext(given: Partial<HostContext> = {}): HostContext {
  checkNames(given, PARTS, 'testContext()')
  const { runId = 'test', callId = 0, toolName = 'tool' } = given
  const { signal = new AbortController().signal } = given
  const call = { name: toolName, args: [], kwargs: undefined, callId }
  const host = resolveHost(undefined, KNOWN.runAsync, 'testContext()')
  const run: RunScope = {
    runId,
    signal,
    functions: new Map(),
    files: given.files,
    gate: undefined,
    spend() {},
    leftMs: Infinity,
    nested: (task) => runNested(host, task),
  }
  return { ...plainContext(call, run), ...given }
}
