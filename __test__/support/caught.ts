import { MontyError } from 'monty-node'

type ErrorClass<E> = abstract new (...args: never[]) => E

/** What `action` throws, which must be of the class given. */
export function caught<E = MontyError>(
  action: () => unknown,
  type: ErrorClass<E> = MontyError as unknown as ErrorClass<E>,
): E {
  let value: unknown
  try {
    value = action()
  } catch (error) {
    if (error instanceof type) return error
    throw error
  }
  throw new Error(`nothing was thrown; it returned ${String(value)}`)
}

/** What a promise rejects with, which must be of the class given. */
export async function rejection<E = MontyError>(
  promise: Promise<unknown>,
  type: ErrorClass<E> = MontyError as unknown as ErrorClass<E>,
): Promise<E> {
  const value = await promise.then(
    (result) => ({ result }),
    (error: unknown) => ({ error }),
  )
  if (!('error' in value)) throw new Error(`it resolved with ${String(value.result)}`)
  if (value.error instanceof type) return value.error
  throw value.error
}
