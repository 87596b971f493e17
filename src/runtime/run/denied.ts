/** A call was denied. Python raises a `PermissionError`. */
export class CallDeniedError extends Error {
  override name = 'PermissionError'

  constructor(toolName: string, message?: string) {
    super(message ?? `the call of ${toolName}() was not approved`)
  }
}

/** An error that ended a call in another process. */
export class UnknownCallError extends Error {
  constructor(error: { type: string; message: string }) {
    super(error.message)
    this.name = error.type
  }
}
