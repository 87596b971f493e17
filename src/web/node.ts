// Replaces the members of Node that `src/core/node.ts` uses where there is no Node: the build
// substitutes this module. A feature that a browser lacks throws a descriptive error when it is
// used.
import { webCrypto } from './crypto.js'
import { webPath } from './path.js'
import { webTypes } from './types.js'

function missing(what: string): never {
  throw new Error(`there is no ${what} here`)
}

const noFiles = (): never => missing('file system')

export const nodeFs: Record<string, undefined> = {}
export const existsSync = (): boolean => false
export const readFileSync = noFiles
export const realpathSync = noFiles
export const statSync = noFiles

/** Without async contexts, everything runs in the same one. */
export class AsyncResource {
  runInAsyncScope<T>(call: (...given: unknown[]) => T, self?: unknown, ...given: unknown[]): T {
    return call.apply(self, given)
  }
}

const strict = new TextDecoder('utf-8', { fatal: true })

export function isUtf8(bytes: Uint8Array): boolean {
  try {
    strict.decode(bytes)
    return true
  } catch {
    return false
  }
}

export const createRequire = (): never => missing('package on a disk')
export const fileURLToPath = noFiles

const silent = { hasSubscribers: false, publish() {} }
/** Without subscribers, nothing is published. */
export const tracingChannel = () => ({
  start: silent,
  end: silent,
  asyncStart: silent,
  asyncEnd: silent,
  error: silent,
})

const CUSTOM = Symbol.for('nodejs.util.inspect.custom')

/** Formats a value for people. */
export const inspect = Object.assign(
  (value: unknown): string => {
    if (value instanceof Error) return value.stack ?? String(value)
    try {
      return JSON.stringify(value) ?? String(value)
    } catch {
      return String(value)
    }
  },
  { custom: CUSTOM },
)

const { TextDecoder: Decoder, structuredClone: clone } = globalThis
export { clone as structuredClone, Decoder as TextDecoder, webPath as nodePath, webTypes as types }

/** Without a way to interrupt a script, each one counts as timed out. */
const nodeVmHere = {
  createContext: (place: unknown) => place,
  Script: class {
    runInContext(): never {
      throw Object.assign(new Error('scripts cannot be interrupted here'), {
        code: 'ERR_SCRIPT_EXECUTION_TIMEOUT',
      })
    }
  },
}

const { navigator } = globalThis as { navigator?: { hardwareConcurrency?: number } }

export const nodeAssert = (): never => missing('node:assert')
export const nodeChildProcess = (): never => missing('process to start')
export const nodeCrypto = () => webCrypto
export const nodeEvents = () => ({ setMaxListeners() {} })
export const nodeOs = () => ({
  availableParallelism: () => navigator?.hardwareConcurrency ?? 1,
  tmpdir: noFiles,
})
export const nodeV8 = (): never => missing('node:v8')
export const nodeVm = () => nodeVmHere
export const nodeWorkerThreads = (): never => missing('thread of Node')
