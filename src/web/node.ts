// What `src/core/node.ts` takes of Node, where there is no Node: the build puts this module in its place. What a
// browser cannot have fails when it is asked for, and says so.
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

/** Where nothing keeps a context, everything is in the same one. */
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
/** Nobody can listen. */
export const tracingChannel = () => ({
  start: silent,
  end: silent,
  asyncStart: silent,
  asyncEnd: silent,
  error: silent,
})

const CUSTOM = Symbol.for('nodejs.util.inspect.custom')

/** A value as a text for people. */
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

/** A script that has somebody watch over its time: here nobody can, so it is always too late. */
const nodeVmHere = {
  createContext: (place: unknown) => place,
  Script: class {
    runInContext(): never {
      throw Object.assign(new Error('nobody can end it here'), {
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
export const nodeVm = () => nodeVmHere
export const nodeWorkerThreads = (): never => missing('thread of Node')
