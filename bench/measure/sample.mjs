// Times work inside the process that does it.

/** Does the work so many times; the nanoseconds it took. Promises are awaited one by one. */
export async function sample(work, iterations, isAsync) {
  // A full collection would make V8 throw away optimised code, so that we would time its compiler.
  globalThis.gc({ type: 'minor' })
  const began = process.hrtime.bigint()
  if (isAsync) for (let i = 0; i < iterations; i++) await work()
  else for (let i = 0; i < iterations; i++) work()
  return Number(process.hrtime.bigint() - began)
}

export const isThenable = (value) => typeof value?.then === 'function'
