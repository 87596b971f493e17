import {
  MontyAbortError,
  MontyCrashedError,
  MontyError,
  MontyLimitError,
  MontyQuotaError,
  MontyRuntimeError,
  MontySnapshotError,
  MontySyntaxError,
  MontyTimeoutError,
  MontyTypingError,
  MontyUsageError,
  MontyValueError,
  type Diagnostic,
  type PythonException,
  type Usage,
} from '../../core/errors.js'
import type { JsonValue } from '../../core/values/json.js'

/**
 * An error as JSON, from which {@link errorFrom} restores it. It has no stack, which would contain paths of this
 * machine.
 */
export interface PortableError {
  /** The class, reduced to one that exists in every process. */
  readonly class: string
  readonly name: string
  readonly message: string
  /** Further constructor arguments. */
  readonly details: JsonValue
  /** Own properties. */
  readonly own: JsonValue
  readonly cause: JsonValue
}

type Convert = (value: unknown) => JsonValue
type Restore = (json: JsonValue) => unknown

/** The built-in error classes. */
const BUILT_IN: Readonly<Record<string, new (message: string, options?: ErrorOptions) => Error>> = {
  Error,
  EvalError,
  RangeError,
  ReferenceError,
  SyntaxError,
  TypeError,
  URIError,
}
const HIDDEN: ReadonlySet<string> = new Set(['name', 'message', 'stack', 'cause'])

/** Serializes an error. */
export function portableError(error: Error, convert: Convert): Record<string, JsonValue> {
  const isOurs = error instanceof MontyError
  const own = isOurs ? {} : Object.entries(error).filter(([name]) => !HIDDEN.has(name))
  return {
    class: isOurs ? ourClass(error) : builtInClass(error),
    name: error.name,
    message: error.message,
    details: isOurs ? convert(detailsOf(error)) : null,
    own: convert(isOurs ? {} : Object.fromEntries(own as Array<[string, unknown]>)),
    cause: convert(error.cause),
  }
}

function builtInClass(error: Error): string {
  for (
    let level = Object.getPrototypeOf(error) as Error | null;
    level !== null;
    level = Object.getPrototypeOf(level) as Error | null
  ) {
    const name = (level.constructor as { name?: string } | undefined)?.name ?? ''
    if (Object.hasOwn(BUILT_IN, name)) return name
  }
  return 'Error'
}

/** A stable identifier of a class: messages and names may change. */
function ourClass(error: MontyError): string {
  if (error instanceof MontyLimitError) return 'MONTY_LIMIT'
  if (error instanceof MontyUsageError) return 'MONTY_USAGE'
  return error.code
}

const exceptionOf = (error: MontyError): PythonException => ({
  ...error.exception,
  text: error.display(),
  frames: error.traceback(),
})

function detailsOf(error: MontyError): Record<string, unknown> {
  const { usage } = error
  if (error instanceof MontyLimitError) {
    const { limit, used, allowed } = error
    return { exception: exceptionOf(error), limit, used, allowed, usage }
  }
  if (error instanceof MontyRuntimeError) return { exception: exceptionOf(error), usage }
  if (error instanceof MontySyntaxError) return { exception: exceptionOf(error) }
  if (error instanceof MontyTypingError) {
    return { diagnostics: error.diagnostics, shown: error.displayDiagnostics() }
  }
  if (error instanceof MontyTimeoutError) return { timeoutMs: error.timeoutMs }
  if (error instanceof MontyCrashedError) return { exitCode: error.exitCode, signal: error.signal }
  if (error instanceof MontyQuotaError) {
    const { tenant, quota, retryAfterMs } = error
    return { tenant, quota, retryAfterMs }
  }
  if (error instanceof MontySnapshotError) return { reason: error.reason }
  if (error instanceof MontyValueError) return { path: error.path }
  return { code: error.code }
}

/** Restores an error serialized by {@link portableError}. */
export function errorFrom(portable: PortableError, restore: Restore): Error {
  const cause = restore(portable.cause)
  const ours = ourError(
    portable,
    restore(portable.details) as Record<string, unknown> | null,
    cause,
  )
  if (ours !== undefined) return ours
  const Class = BUILT_IN[portable.class] ?? Error
  const error = new Class(portable.message, cause === undefined ? undefined : { cause })
  if (error.name !== portable.name) error.name = portable.name
  return Object.assign(error, restore(portable.own))
}

function ourError(
  { class: kind, message }: PortableError,
  details: Record<string, unknown> | null,
  cause: unknown,
): MontyError | undefined {
  if (details === null) return undefined
  const exception = details['exception'] as PythonException
  const usage = details['usage'] as Usage | undefined
  switch (kind) {
    case 'MONTY_LIMIT': {
      const { limit, used, allowed } = details as unknown as MontyLimitError
      return new MontyLimitError(exception, limit, used, allowed, usage)
    }
    case 'MONTY_RUNTIME':
      return new MontyRuntimeError(exception, {
        ...(usage === undefined ? {} : { usage }),
        ...(cause === undefined ? {} : { cause }),
      })
    case 'MONTY_SYNTAX':
      return new MontySyntaxError(exception)
    case 'MONTY_TYPING': {
      const shown = details['shown'] as string
      return new MontyTypingError(details['diagnostics'] as Diagnostic[], () => shown)
    }
    case 'MONTY_TIMEOUT':
      return new MontyTimeoutError(details['timeoutMs'] as number, message)
    case 'MONTY_ABORTED':
      return new MontyAbortError(cause)
    case 'MONTY_CRASHED':
      return new MontyCrashedError(message, details)
    case 'MONTY_QUOTA': {
      const { tenant, quota, retryAfterMs } = details as unknown as MontyQuotaError
      return new MontyQuotaError(tenant, quota, retryAfterMs)
    }
    case 'MONTY_SNAPSHOT':
      return new MontySnapshotError(details['reason'] as never, message, cause)
    case 'MONTY_VALUE':
      return new MontyValueError(message, details['path'] as string, cause)
    case 'MONTY_USAGE':
      return new MontyUsageError(message, details['code'] as never, cause)
    default:
      return undefined
  }
}
