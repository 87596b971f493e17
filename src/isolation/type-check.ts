import { type Ending, NEVER } from '../core/drive/ending.js'
import { type DiagnosticFormat, MontyUsageError } from '../core/errors.js'
import { type Checked, report, requestOf } from '../core/type-check/check.js'
import { askWorker } from './worker-request.js'
import { frame } from './frames.js'
import { crewOf, type MontyPool } from './pool.js'
import { Reply, Request } from './protocol.js'

/** The first check of a process reads the stubs of Python itself. */
const CHECK_MS = 60_000
const MAX_BYTES = 64 * 1024 * 1024

const FORMATS: readonly DiagnosticFormat[] = [
  'full',
  'concise',
  'azure',
  'json',
  'jsonlines',
  'rdjson',
  'pylint',
  'gitlab',
  'github',
]

interface Rendering {
  readonly format: DiagnosticFormat
  readonly color: boolean
}

const FIRST: readonly Rendering[] = [{ format: 'json', color: false }]
const ALL: readonly Rendering[] = [false, true].flatMap((color) =>
  FORMATS.map((format) => ({ format, color })),
)

/** Checks types in a worker process. Rejects with what is found. */
export async function checkTypesIn(
  pool: MontyPool,
  checked: Checked,
  ending: Ending = NEVER,
): Promise<void> {
  const request = requestOf(checked)
  const [findings = null] = await render(pool, request, FIRST, ending)
  if (findings === null) return
  // An error is shown when nobody can wait, so all that it may have to show is fetched now.
  const texts = await render(pool, request, ALL, ending)
  report(request, findings, (format, color) => {
    const at = ALL.findIndex((one) => one.format === format && one.color === color)
    return texts[at] ?? null
  })
}

function render(
  pool: MontyPool,
  request: ReturnType<typeof requestOf>,
  renderings: readonly Rendering[],
  ending: Ending,
): Promise<string[]> {
  const crew = crewOf(pool)
  const subject = crew.takeNumber()
  return askWorker(
    crew,
    {
      subject,
      budgetMs: CHECK_MS,
      maxBytes: MAX_BYTES,
      frame: frame(Request.CHECK, subject, (writer) => {
        writer.text(request.library)
        writer.text(request.code)
        writer.text(request.scriptName)
        writer.text(request.stubs)
        writer.varint(request.modules.length)
        for (const { module, source } of request.modules) {
          writer.text(module)
          writer.text(source)
        }
        writer.text(request.prelude)
        writer.varint(renderings.length)
        for (const { format, color } of renderings) {
          writer.text(format)
          writer.u8(color ? 1 : 0)
        }
      }),
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
