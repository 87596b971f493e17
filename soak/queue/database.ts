// A Redis or PostgreSQL of our own that keeps what it was given when it is killed and started again.
import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { chownSync, existsSync, mkdtempSync, rmSync } from 'node:fs'
import { once } from 'node:events'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { findProgram, postgresFolders, userOf } from '../../__test__/runtime/servers/server.js'

export interface Database {
  readonly kind: 'redis' | 'postgres'
  readonly folder: string
  /** Kills it, and starts it again. */
  restart(): Promise<void>
  stop(): Promise<void>
}

/** `isDurable` is for one that is going to be killed: it writes everything to disk at once. */
export async function startDatabase(
  kind: 'redis' | 'postgres',
  isDurable = true,
): Promise<Database> {
  const folder = mkdtempSync(join(tmpdir(), `monty-soak-${kind}-`))
  const user = kind === 'postgres' ? userOf('postgres') : undefined
  if (user !== undefined) chownSync(folder, user.uid, user.gid)
  const run = kind === 'redis' ? redis(folder, isDurable) : postgres(folder, isDurable, user)
  let server = await run()
  const kill = async (): Promise<void> => {
    const gone = once(server, 'exit')
    server.kill(kind === 'redis' ? 'SIGKILL' : 'SIGQUIT')
    await gone
  }
  return {
    kind,
    folder,
    async restart() {
      await kill()
      server = await run()
    },
    async stop() {
      await kill()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

type Start = () => Promise<ChildProcess>

function redis(folder: string, isDurable: boolean): Start {
  const socket = join(folder, 'redis.sock')
  const args = ['--port', '0', '--unixsocket', socket, '--dir', folder]
  const log = isDurable ? ['--appendonly', 'yes', '--appendfsync', 'always'] : []
  const durable = ['--save', '', ...log]
  return () => started(findProgram('redis-server')!, [...args, ...durable], socket)
}

function postgres(
  folder: string,
  isDurable: boolean,
  user: { uid: number; gid: number } | undefined,
): Start {
  const folders = postgresFolders()
  const data = join(folder, 'data')
  const setUp = ['-D', data, '-U', 'monty', '-A', 'trust']
  execFileSync(findProgram('initdb', folders)!, setUp, { stdio: 'ignore', cwd: '/', ...user })
  const args = ['-D', data, '-k', folder, '-c', 'listen_addresses=', '-c', 'max_connections=300']
  if (!isDurable) args.push('-c', 'fsync=off')
  const socket = join(folder, '.s.PGSQL.5432')
  return () => started(findProgram('postgres', folders)!, args, socket, user)
}

async function started(
  program: string,
  args: readonly string[],
  socket: string,
  user?: { uid: number; gid: number },
): Promise<ChildProcess> {
  rmSync(socket, { force: true })
  const server = spawn(program, args, { stdio: 'ignore', cwd: '/', ...user })
  while (!existsSync(socket)) {
    if (server.exitCode !== null) throw new Error(`${program} did not start`)
    await sleep(50)
  }
  // It may still be reading what it had.
  await sleep(500)
  return server
}
