// Modules of Node that take milliseconds to load and that many programs never come to need.
// They are loaded when they are first used.

/** Makes a function that loads a module when it is first called. */
function lazily<Id extends 'node:crypto' | 'node:child_process' | 'node:assert'>(id: Id) {
  let loaded: ReturnType<typeof process.getBuiltinModule<Id>> | undefined
  return () => (loaded ??= process.getBuiltinModule(id))
}

export const nodeCrypto = lazily('node:crypto')
export const nodeChildProcess = lazily('node:child_process')
export const nodeAssert = lazily('node:assert')
