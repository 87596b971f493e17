import { execFile } from 'node:child_process'
import { createRequire } from 'node:module'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { findingsOf } from '../support/scenario.js'

/** A tenth of the programs, another one each day; all of them when MONTY_FULL is set. */
const shares = process.env['MONTY_FULL'] === undefined ? 10 : 1
const share = Math.floor(Date.now() / 86_400_000) % shares

test('worker threads with stacks of 2 MB survive the hostile programs that recurse', async () => {
  const found = await findingsOf<{ programs: number; wrong: string[]; after: number }>(
    'recursion-threads',
    [String(share), String(shares)],
  )
  expect(found.programs).toBeGreaterThan(200 / shares)
  expect([found.wrong, found.after]).toEqual([[], 2])
}, 300_000)

test.skipIf(process.platform === 'win32')(
  'a process without file descriptors runs Python, and no worker that it cannot start',
  async () => {
    const tsx = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href
    const scenario = fileURLToPath(new URL('../scenarios/fd-exhaustion.ts', import.meta.url))
    const command = `ulimit -n 128 && exec "${process.execPath}" --import "${tsx}" "${scenario}"`
    const cwd = fileURLToPath(new URL('../..', import.meta.url))
    const { stdout } = await promisify(execFile)('sh', ['-c', command], { cwd })
    expect(JSON.parse(stdout)).toEqual({
      taken: true,
      inProcess: 2,
      asynchronous: 2,
      inRunningWorker: 2,
      refused: ['MONTY_CRASHED', 'MONTY_CRASHED', 'MONTY_CRASHED'],
      created: 'MONTY_CRASHED',
      afterwards: 2,
    })
  },
  60_000,
)
