import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { expect, it } from 'vitest'
import { postgres, startPostgres } from './servers/postgres.js'

const areRequired = process.env['MONTY_STORE_SERVERS'] === 'required'
const APP = fileURLToPath(new URL('servers/dbos-app.ts', import.meta.url))

it.skipIf(postgres === undefined && !areRequired)(
  'a workflow of DBOS that was interrupted half-way goes on, and does each step once',
  async () => {
    const server = await startPostgres()
    const folder = mkdtempSync(join(tmpdir(), 'monty-dbos-'))
    const log = join(folder, 'effects')
    writeFileSync(log, '')
    const effects = (): string[] => readFileSync(log, 'utf8').split('\n').filter(Boolean)
    const start = (...more: string[]): ChildProcess => {
      const tsx = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href
      const args = ['--import', tsx, APP, server.folder, log, 'workflow-7', ...more]
      return spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] })
    }
    const first = start()
    while (!effects().includes('gate')) {
      if (first.exitCode !== null) throw new Error('the workflow did not come to its gate')
      await sleep(20)
    }
    const gone = once(first, 'exit')
    first.kill('SIGKILL')
    await gone
    const before = ['charge 1', 'charge 2', 'charge 3', 'gate']
    expect(effects().toSorted()).toEqual(before)

    const second = start('recover')
    let told = ''
    second.stdout!.on('data', (text: Buffer) => (told += String(text)))
    await once(second, 'exit')
    const [value, steps] = told
      .trim()
      .split('\n')
      .map((line): unknown => JSON.parse(line))
    expect(value).toEqual([
      'charged 1',
      expect.any(Number),
      'charged 2',
      'charged 3',
      'open',
      'charged 4',
      expect.any(Number),
      '2026-01-01 09:00:00',
    ])
    // Only what was under way is done again.
    expect(effects().slice(before.length)).toEqual(['gate', 'charge 4'])
    expect(steps).toEqual(['charge-0', 'charge-1', 'charge-2', 'gate-3', 'charge-4'])
    rmSync(folder, { recursive: true, force: true })
    await server.stop()
  },
)
