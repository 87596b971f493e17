import { execFile } from 'node:child_process'
import { createRequire } from 'node:module'
import { pathToFileURL } from 'node:url'

const root = new URL('../../', import.meta.url)
const tsx = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href

/** What came of a scenario's process. */
export interface Ended {
  readonly code: number | null
  readonly signal: NodeJS.Signals | null
  readonly stdout: string
  readonly stderr: string
}

/** Runs a scenario in a process of its own, to whatever end. */
export async function runScenario(
  name: string,
  args: readonly string[] = [],
  flags: readonly string[] = [],
): Promise<Ended> {
  const file = new URL(`../scenarios/${name}.ts`, import.meta.url)
  return new Promise((resolve) => {
    const child = execFile(
      process.execPath,
      [...flags, '--import', tsx, file.pathname, ...args],
      { cwd: root, maxBuffer: 2 ** 26 },
      (_error, stdout, stderr) =>
        resolve({ code: child.exitCode, signal: child.signalCode, stdout, stderr }),
    )
  })
}

/** Runs a scenario that prints what it found as JSON. */
export async function findingsOf<T>(
  name: string,
  args: readonly string[] = [],
  flags: readonly string[] = [],
): Promise<T> {
  const { code, signal, stdout, stderr } = await runScenario(name, args, flags)
  if (code !== 0) throw new Error(`${name} ended with ${signal ?? code}: ${stderr}${stdout}`)
  return JSON.parse(stdout.trim().split('\n').at(-1)!) as T
}
