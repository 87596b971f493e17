import { RemoteError } from './client-values.js'

/** Whether a service may answer the same request later: it is restarted, or has had too many. */
export function isPassing({ details }: RemoteError): boolean {
  const status = Number((details as { status?: unknown } | undefined)?.status)
  return status === 429 || status >= 500
}

/** The time after which the service asks to try again, in ms. */
export const retryAfterOf = (error: unknown): number =>
  error instanceof RemoteError
    ? ((error.details as { retryAfterMs?: number } | undefined)?.retryAfterMs ?? 0)
    : 0

/** Why a request failed: `fetch` itself has that as a cause. */
export function reasonOf(error: unknown): string {
  const { cause } = error as { cause?: { message?: string; code?: string } }
  return cause?.message || cause?.code || String(error)
}
