import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { accessSync, constants, existsSync, readdirSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

/** A server that was started for a test. */
export interface TestServer {
  /** The folder of its socket. */
  readonly folder: string
  stop(): Promise<void>
}

/** Where a program is; `undefined` when it is not installed. */
export function findProgram(name: string, folders: readonly string[] = []): string | undefined {
  const places = [...folders, ...(process.env['PATH'] ?? '').split(delimiter)]
  return places.map((folder) => join(folder, name)).find(isExecutable)
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}

/** Where Debian keeps the programs of PostgreSQL. */
export function postgresFolders(): string[] {
  const root = '/usr/lib/postgresql'
  if (!existsSync(root)) return []
  return readdirSync(root)
    .toSorted((a, b) => Number(b) - Number(a))
    .map((version) => join(root, version, 'bin'))
}

/** The user that a server runs as when this process is root, which PostgreSQL refuses to be. */
export function userOf(name: string): { uid: number; gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined
  const id = (flag: string): number =>
    Number(execFileSync('id', [flag, name], { encoding: 'utf8' }))
  return { uid: id('-u'), gid: id('-g') }
}

/** Starts a server and waits until its socket is there. */
export async function startServer(
  program: string,
  args: readonly string[],
  options: { socket: string; user?: { uid: number; gid: number } | undefined },
): Promise<ChildProcess> {
  const server = spawn(program, args, { stdio: 'ignore', cwd: '/', ...options.user })
  for (let waited = 0; waited < 10_000; waited += 50) {
    if (existsSync(options.socket)) return server
    if (server.exitCode !== null) break
    await sleep(50)
  }
  server.kill('SIGKILL')
  throw new Error(`${program} did not start`)
}

/** Ends a server. */
export async function stopServer(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null) return
  const gone = new Promise((resolve) => {
    server.once('exit', resolve)
  })
  server.kill('SIGINT')
  await gone
}
