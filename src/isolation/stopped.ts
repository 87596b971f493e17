import { readFileSync } from '../core/node.js'

/**
 * Whether a process was stopped, by SIGSTOP or a debugger. Only Linux reports that; elsewhere a stopped
 * process looks like a busy one.
 */
export function isStopped(pid: number | undefined): boolean {
  if (pid === undefined || process.platform !== 'linux') return false
  try {
    const status = readFileSync(`/proc/${pid}/stat`, 'latin1')
    // The process name before the state may contain anything, parentheses included.
    const state = status.slice(status.lastIndexOf(')') + 2, status.lastIndexOf(')') + 3)
    return state === 'T' || state === 't'
  } catch {
    return false
  }
}
