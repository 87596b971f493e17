import { webTimers } from './timers.js'

/** The part of Node's `process` that this package reads, for platforms without Node. */
export const webProcess = {
  argv: [],
  env: {},
  pid: 0,
  platform: 'browser',
  arch: 'wasm32',
  versions: { node: '0' },
  emitWarning: (warning: unknown): void => console.warn(warning),
  getBuiltinModule: (id: string) => (id === 'node:timers' ? webTimers : undefined),
}
