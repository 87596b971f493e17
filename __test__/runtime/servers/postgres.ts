import { execFileSync } from 'node:child_process'
import { chownSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { Client } from 'pg'
import {
  findProgram,
  postgresFolders,
  startServer,
  stopServer,
  type TestServer,
  userOf,
} from './server.js'

const folders = postgresFolders()
export const postgres = findProgram('postgres', folders)
const initdb = findProgram('initdb', folders)

/** A new PostgreSQL, reachable through a socket only. */
export async function startPostgres(): Promise<TestServer> {
  const folder = mkdtempSync(join(tmpdir(), 'monty-pg-'))
  const user = userOf('postgres')
  if (user !== undefined) chownSync(folder, user.uid, user.gid)
  const data = join(folder, 'data')
  execFileSync(initdb!, ['-D', data, '-U', 'monty', '-A', 'trust', '--no-sync'], {
    stdio: 'ignore',
    cwd: '/',
    ...user,
  })
  const args = ['-D', data, '-k', folder, '-c', 'listen_addresses=', '-c', 'fsync=off']
  const server = await startServer(postgres!, args, { socket: join(folder, '.s.PGSQL.5432'), user })
  await untilReady(folder)
  return {
    folder,
    async stop() {
      await stopServer(server)
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** Its socket is there before it takes connections. */
async function untilReady(folder: string): Promise<void> {
  for (let tries = 0; ; tries++) {
    const client = new Client({ host: folder, user: 'monty', database: 'postgres' })
    try {
      await client.connect()
      return await client.end()
    } catch (error) {
      if (tries > 100) throw error
      await sleep(50)
    }
  }
}
