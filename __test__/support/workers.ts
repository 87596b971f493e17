import { execFileSync } from 'node:child_process'

interface Process {
  readonly pid: number
  readonly parent: number
  readonly state: string
  readonly command: string
}

function processes(): Process[] {
  const list = execFileSync('ps', ['-A', '-o', 'pid=,ppid=,stat=,comm='], { encoding: 'utf8' })
  return list.split('\n').flatMap((line) => {
    const [pid, parent, state, command] = line.trim().split(/\s+/)
    if (command === undefined) return []
    return [{ pid: Number(pid), parent: Number(parent), state: state!, command }]
  })
}

/** The worker processes of a process. */
export function workersOf(parent = process.pid): number[] {
  return processes()
    .filter((one) => one.parent === parent && one.command.includes('monty-worker'))
    .filter(({ state }) => !state.startsWith('Z'))
    .map(({ pid }) => pid)
}

/** Whether a process runs. */
export function isAlive(pid: number): boolean {
  return processes().some((one) => one.pid === pid && !one.state.startsWith('Z'))
}

/** Waits until `isTrue`, and says whether it became so. */
export async function eventually(isTrue: () => boolean, withinMs = 3_000): Promise<boolean> {
  for (const end = Date.now() + withinMs; Date.now() < end;) {
    if (isTrue()) return true
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  return isTrue()
}
