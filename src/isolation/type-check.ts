import { type Cancellation, UNCANCELLABLE } from '../core/drive/cancellation.js'
import { MontyUsageError } from '../core/errors.js'
import { type Checked, report, requestOf } from '../core/type-check/check.js'
import { type CheckRequest, readFindings, writeCheck } from '../core/type-check/request.js'
import { loadChecker } from '../core/wasm/checker-module.js'
import { chosenModule } from '../core/wasm/chosen.js'
import { requestWorker } from './worker-request.js'
import { frame } from './frames.js'
import { workersOf, type MontyPool } from './pool.js'
import { Reply, Request } from './protocol.js'

/** Timeout for a worker that hangs: the worker itself limits the time of a check. */
const CHECK_MS = 30_000
/** Each rendering has at most 256 KiB. */
const MAX_BYTES = 8 * 1024 * 1024

/**
 * Checks types in a worker process.
 *
 * @throws MontyTypingError with the findings
 */
export async function checkTypesIn(
  pool: MontyPool,
  checked: Checked,
  cancellation: Cancellation = UNCANCELLABLE,
): Promise<void> {
  const request = requestOf(checked)
  // A thread receives the module with the next frames.
  if (chosenModule() !== undefined) await loadChecker()
  const findings = await findingsOf(pool, request, cancellation)
  report(request, findings)
}

function findingsOf(
  pool: MontyPool,
  request: CheckRequest,
  cancellation: Cancellation,
): Promise<string[] | undefined> {
  const workers = workersOf(pool)
  const subject = workers.takeNumber()
  const frames = frame(Request.CHECK, subject, (writer) => writeCheck(writer, request))
  return requestWorker(
    workers,
    {
      subject,
      budgetMs: CHECK_MS,
      maxBytes: MAX_BYTES,
      frames: () => frames,
      read(kind, body) {
        if (kind === Reply.FAILED) {
          return { error: new MontyUsageError(`type checking failed: ${body.text()}`) }
        }
        if (kind !== Reply.FINDINGS) throw new RangeError(`reply ${kind} to a type check`)
        return { value: readFindings(body) }
      },
    },
    cancellation,
  )
}
