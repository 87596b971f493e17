import { UNCANCELLABLE } from '../core/drive/cancellation.js'
import { readException } from '../core/engine/event.js'
import { Op } from '../core/engine/kinds.js'
import { USUAL_SETUP } from '../core/engine/setup.js'
import type { Source } from '../core/engine/source.js'
import { MontySyntaxError, MontyUsageError } from '../core/errors.js'
import { creationFrames } from './execution-source.js'
import { frame } from './frames.js'
import { workersOf, type MontyPool } from './pool.js'
import { Reply, Request } from './protocol.js'
import { requestWorker } from './worker-request.js'

/**
 * Timeout for a worker that hangs: sources that would take longer than some tenths of a second are refused.
 */
const COMPILE_MS = 10_000
const MAX_BYTES = 1024 * 1024

/**
 * Compiles a program in a worker process, which caches it. A run that is described before its start reports
 * syntax errors: it accepts no other message than its first.
 *
 * @throws MontySyntaxError
 */
export function compileIn(pool: MontyPool, source: Source): Promise<undefined> {
  const workers = workersOf(pool)
  const subject = workers.takeNumber()
  return requestWorker(
    workers,
    {
      subject,
      budgetMs: COMPILE_MS,
      maxBytes: MAX_BYTES,
      frames: (programs) =>
        Buffer.concat([
          ...creationFrames({ kind: 'program', source, setup: USUAL_SETUP }, subject, programs),
          frame(Request.STEP, subject, (writer) => writer.u8(Op.DESCRIBE)),
          frame(Request.DROP, subject),
        ]),
      read(kind, body) {
        if (kind === Reply.EVENT) return { value: undefined }
        if (kind === Reply.REFUSED) return { error: new MontySyntaxError(readException(body)) }
        if (kind === Reply.FAILED) return { error: new MontyUsageError(body.text()) }
        throw new RangeError(`reply ${kind} to a program`)
      },
    },
    UNCANCELLABLE,
  )
}
