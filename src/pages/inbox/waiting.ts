import type { PendingCall } from '../../host/outcome.js'
import type { PausedRunInfo } from '../../runtime/run/execute-options.js'
import type { MontyRuntime } from '../../runtime/runtime.js'
import type { CompleteInbox, Person } from './options.js'

/** A paused run, as one person may see it. */
export interface Waiting {
  /** The name of the runtime. */
  readonly runtime: string
  readonly host: MontyRuntime
  readonly run: PausedRunInfo
  /** The calls that the person may see, and whether they may decide about each. */
  readonly calls: ReadonlyArray<{ readonly call: PendingCall; readonly mayDecide: boolean }>
}

/** The paused runs with a call that the person may see, longest waiting first. */
export async function waitingFor(person: Person, inbox: CompleteInbox): Promise<Waiting[]> {
  const found: Waiting[] = []
  for (const [runtime, host] of inbox.runtimes) {
    for (const run of await host.pausedRuns()) {
      const calls = await visibleCalls(person, runtime, run, inbox)
      if (calls.length > 0) found.push({ runtime, host, run, calls })
    }
  }
  return found.toSorted((a, b) => a.run.pausedAt - b.run.pausedAt)
}

async function visibleCalls(
  person: Person,
  runtime: string,
  { runId, pending }: PausedRunInfo,
  { authorize }: CompleteInbox,
): Promise<Array<Waiting['calls'][number]>> {
  const calls: Array<Waiting['calls'][number]> = []
  for (const call of pending) {
    const question = { runtime, runId, call }
    if (!(await authorize(person, { action: 'see', ...question }))) continue
    calls.push({ call, mayDecide: await authorize(person, { action: 'decide', ...question }) })
  }
  return calls
}
