// Node's own modules, loaded by name. An `import` of `node:fs` or `node:util` makes Node evaluate all their
// exports, streams included, which costs 3 ms in a process that needs none of them.

if (typeof process.getBuiltinModule !== 'function') {
  const version = process.versions.node
  throw new Error(`monty-node needs Node 20.19 or newer, and this is Node ${version}`)
}

// Declared with the modules' types: otherwise TypeScript would emit names from `@types/node`, which change
// between versions.
export const nodeFs: typeof import('node:fs') = process.getBuiltinModule('node:fs')
export const existsSync: typeof nodeFs.existsSync = nodeFs.existsSync
export const readFileSync: typeof nodeFs.readFileSync = nodeFs.readFileSync
export const realpathSync: typeof nodeFs.realpathSync = nodeFs.realpathSync
export const statSync: typeof nodeFs.statSync = nodeFs.statSync
export const { AsyncResource } = process.getBuiltinModule('node:async_hooks')
export type AsyncResource = InstanceType<typeof AsyncResource>
export const { isUtf8 } = process.getBuiltinModule('node:buffer')
export const { createRequire } = process.getBuiltinModule('node:module')
export const { tracingChannel } = process.getBuiltinModule('node:diagnostics_channel')
// jsdom under Jest lacks these or has its own, so they are taken from Node as well.
export const { fileURLToPath } = process.getBuiltinModule('node:url')
export const { inspect, TextDecoder, types } = process.getBuiltinModule('node:util')
export const nodePath: typeof import('node:path') = process.getBuiltinModule('node:path')

type Late =
  | 'node:assert'
  | 'node:child_process'
  | 'node:crypto'
  | 'node:events'
  | 'node:os'
  | 'node:v8'
  | 'node:vm'
  | 'node:worker_threads'

/** Copies data. jsdom has no `structuredClone`, and no module of Node exports it. */
export const structuredClone: typeof globalThis.structuredClone =
  globalThis.structuredClone ??
  (<T>(value: T): T => {
    const { deserialize, serialize } = nodeV8()
    return deserialize(serialize(value)) as T
  })

/** A function that loads a module at its first call, as loading these takes time. */
function lazily<Id extends Late>(id: Id) {
  let loaded: ReturnType<typeof process.getBuiltinModule<Id>> | undefined
  return () => (loaded ??= process.getBuiltinModule(id))
}

export const nodeAssert = lazily('node:assert')
export const nodeChildProcess = lazily('node:child_process')
export const nodeCrypto = lazily('node:crypto')
export const nodeEvents = lazily('node:events')
export const nodeOs = lazily('node:os')
export const nodeV8 = lazily('node:v8')
export const nodeVm = lazily('node:vm')
export const nodeWorkerThreads = lazily('node:worker_threads')
