import { MontySnapshotError, MontyUsageError, MontyValueError } from '../../core/errors.js'

/** Thrown to refuse a request with an HTTP status. */
export class Refusal extends Error {
  constructor(
    readonly status: number,
    message: string,
    readonly headers: Record<string, string> = {},
  ) {
    super(message)
  }
}

/** The refusal for an error that the client's request has caused; `undefined` for any other. */
export function refusalOf(error: unknown): Refusal | undefined {
  if (error instanceof MontySnapshotError) {
    return new Refusal(error.reason === 'used' ? 409 : 400, error.message)
  }
  const isUsage = error instanceof MontyUsageError || error instanceof MontyValueError
  return isUsage ? new Refusal(400, error.message) : undefined
}
