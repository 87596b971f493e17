import { MontyError, MontyLimitError } from '../../index.js'
import { programHint } from '../../internals.js'
import { adviceOn } from '../run/advice.js'
import type { LoadedTools } from '../tools/load.js'

/** Exceptions about missing names, whose tracebacks contain no advice. */
const ABSENT: ReadonlySet<string> = new Set([
  'ImportError',
  'ModuleNotFoundError',
  'NotImplementedError',
])

/** Advice on a statement that failed because of a missing name or a limit. */
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
