import { type Cancellation, UNCANCELLABLE } from '../core/drive/cancellation.js'
import { MontyUsageError } from '../core/errors.js'
import { type Checked, report, requestOf } from '../core/type-check/check.js'
import { requestWorker } from './worker-request.js'
import { frame } from './frames.js'
import { workersOf, type MontyPool } from './pool.js'
import { Reply, Request } from './protocol.js'

/** The worker ends a check itself when it has taken its time; this is for one that does not. */
const CHECK_MS = 30_000
/** Each rendering has at most 256 KiB. */
const MAX_BYTES = 8 * 1024 * 1024

/** Checks types in a worker process. Rejects with what is found. */
export async function checkTypesIn(
  pool: MontyPool,
  checked: Checked,
  ending: Cancellation = UNCANCELLABLE,
): Promise<void> {
  const request = requestOf(checked)
  const findings = await findingsOf(pool, request, ending)
  report(request, findings.length === 0 ? null : findings)
}

function findingsOf(
  pool: MontyPool,
  request: ReturnType<typeof requestOf>,
  ending: Cancellation,
): Promise<string[]> {
  const crew = workersOf(pool)
  const subject = crew.takeNumber()
  const asked = frame(Request.CHECK, subject, (writer) => {
    writer.text(request.library)
    writer.text(request.code)
    writer.text(request.scriptName)
    writer.text(request.stubs)
    writer.u8(request.fullLibrary ? 1 : 0)
    writer.varint(request.modules.length)
    for (const { module, source } of request.modules) {
      writer.text(module)
      writer.text(source)
    }
    writer.text(request.prelude)
    writer.varint(request.renderings.length)
    for (const { format, color } of request.renderings) {
      writer.text(format)
      writer.u8(color ? 1 : 0)
    }
  })
  return requestWorker(
    crew,
    {
      subject,
      budgetMs: CHECK_MS,
      maxBytes: MAX_BYTES,
      frames: () => asked,
      read(kind, body) {
        if (kind === Reply.FAILED) {
          return { error: new MontyUsageError(`type checking failed: ${body.text()}`) }
        }
        if (kind !== Reply.FINDINGS) throw new RangeError(`reply ${kind} to a type check`)
        return { value: Array.from({ length: body.varint() }, () => body.text()) }
      },
    },
    ending,
  )
}
