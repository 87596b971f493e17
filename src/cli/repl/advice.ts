import { MontyError, MontyLimitError } from '../../index.js'
import { programHint } from '../../internals.js'
import { adviceOn } from '../run/advice.js'
import type { LoadedTools } from '../tools/load.js'

/** What says that something is not there, which the traceback says nothing more about. */
const ABSENT: ReadonlySet<string> = new Set([
  'ImportError',
  'ModuleNotFoundError',
  'NotImplementedError',
])

/** What to do about a statement that failed because of what there is not, or because of a limit. */
export function adviceOnStatement(
  error: unknown,
  code: string,
  { tools, modules }: LoadedTools,
): string | undefined {
  if (!(error instanceof MontyError)) return undefined
  if (!(error instanceof MontyLimitError) && !ABSENT.has(error.exception.typeName)) return undefined
  const hint = programHint(error, tools, modules, { code, inputs: [] })
  return adviceOn(
    { status: 'error', error, ...(hint === undefined ? {} : { hint }) },
    { mounts: [] },
  )
}
