import { readFileSync } from '../core/node.js'

/**
 * Whether somebody has stopped a process, with SIGSTOP or in a debugger. Only Linux tells; elsewhere
 * a stopped process looks like a busy one.
 */
export function isStopped(pid: number | undefined): boolean {
  if (pid === undefined || process.platform !== 'linux') return false
  try {
    const status = readFileSync(`/proc/${pid}/stat`, 'latin1')
    // The name before the state may hold anything, parentheses as well.
    const state = status.slice(status.lastIndexOf(')') + 2, status.lastIndexOf(')') + 3)
    return state === 'T' || state === 't'
  } catch {
    return false
  }
}
