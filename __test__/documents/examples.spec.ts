import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, describe, expect, it } from 'vitest'

const root = fileURLToPath(new URL('../../', import.meta.url))
const tsx = createRequire(import.meta.url).resolve('tsx/cli')
const scratch = mkdtempSync(join(tmpdir(), 'monty-node-examples-'))

/** Runs an example as a user would, in a process of its own, and gives what it prints. */
async function run(example: string, args: string[] = [], env: object = {}): Promise<string> {
  const options = { cwd: root, env: { ...process.env, NO_COLOR: '1', ...env } }
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [tsx, join('examples', example), ...args],
    options,
  )
  return stdout
}

describe('the examples', { timeout: 60_000 }, () => {
  afterAll(() => rmSync(scratch, { recursive: true }))

  it('trip-budget uses tools over local data', async () => {
    expect(await run('trip-budget.ts')).toBe(
      'Bergen     369.75 EUR\n' +
        'Turin      380.00 EUR\n' +
        "{ cities: [ 'Bergen', 'Turin' ], total: 749.75 }\n",
    )
  })

  it('approval goes on in another process from a file', async () => {
    const file = join(scratch, 'refund.snapshot')
    const waiting = await run('approval.ts', ['request', file])
    expect(waiting).toBe('waiting: refund 200, because both parcels were lost\n')
    expect(await run('approval.ts', ['approve', file])).toBe('refunded 200\n')
    expect(await run('approval.ts', ['refuse', file])).toBe('nothing was paid\n')
  })

  it('approval refuses a file that was changed', async () => {
    const file = join(scratch, 'changed.snapshot')
    await run('approval.ts', ['request', file])
    const bytes = readFileSync(file)
    bytes[bytes.length - 1]! ^= 1
    writeFileSync(file, bytes)
    await expect(run('approval.ts', ['approve', file])).rejects.toThrow(/MontySnapshotError/)
  })

  it('chat-approvals goes on in the chat when a person has decided', async () => {
    const asked = [
      '  addresses: running',
      '  addresses: done',
      '  send_mail: waiting',
      '  send_mail: waiting',
      'Python: paused',
      'assistant: The messages wait for you.',
    ]
    const calls = (state: string): string[] => [
      '  send_mail: running',
      `  send_mail: ${state}`,
      '  send_mail: running',
      `  send_mail: ${state}`,
    ]
    expect((await run('agents/chat-approvals.ts', ['demo'])).trimEnd().split('\n')).toEqual([
      ...asked,
      '  (approved)',
      ...calls('done'),
      'Python: ok',
      'assistant: Everybody knows.',
      ...asked,
      '  (refused)',
      ...calls('failed'),
      'Python: error',
      'assistant: Nobody was told.',
      'messages that were sent: ada@build.test, bob@build.test',
    ])
  })

  it('notebook keeps its state through errors, forks and dumps', async () => {
    expect(await run('notebook.ts')).toBe(
      [
        '[1] null',
        '[2] 25.12',
        '[3] IndexError: list index out of range',
        '[4] [ 21.5, 22, 21.9 ]',
        'the fork has 0 readings',
        'the notebook has 4',
        "reopened: [ 'without_outliers' ] [ 21.5, 22, 21.9 ]",
        '',
      ].join('\n'),
    )
  })

  it('limits ends each program that behaves badly', async () => {
    expect(await run('limits.ts')).toBe(
      [
        'spins and catches everything: limit of duration',
        'grows without end: limit of memory',
        'calls the host too often: limit of hostCalls',
        'waits for what never comes: AbortError: the run was aborted',
        'sleeps for a year: limit of sleep',
        'returns too much: limit of result',
        'recurses too deeply: MontyRuntimeError: RecursionError: maximum recursion depth exceeded',
        'the timer ticked all the while',
        '',
      ].join('\n'),
    )
  })

  it('agent-with-approvals goes on when somebody has decided in a browser', async () => {
    const script = join('examples', 'agent-with-approvals', 'main.ts')
    const child = spawn(process.execPath, [tsx, script], { cwd: root })
    let printed = ''
    child.stdout.setEncoding('utf8').on('data', (text: string) => (printed += text))
    while (!/http:\S+\n/.test(printed) && child.exitCode === null) await sleep(20)
    expect(printed).toMatch(/^2 refunds wait for you at http:/)
    const [url] = /http:\S+/.exec(printed)!
    const [, path] = /href="(\/runs\/[^"]*)"/.exec(await (await fetch(url)).text())!
    const page = await (await fetch(new URL(path!, url))).text()
    const hidden = [...page.matchAll(/type="hidden" name="(\w+)" value="([^"]*)"/g)]
    const form = new URLSearchParams(
      hidden.map(([, name, value]): [string, string] => [name!, value!]),
    )
    const [first, second] = [...page.matchAll(/data-call="(\d+)"/g)].map(([, id]) => id!)
    form.set(`action-${first}`, 'approve')
    form.set(`action-${second}`, 'deny')
    const done = await fetch(new URL(path!, url), { method: 'POST', body: form })
    expect(await done.text()).toContain('The run went on, and ended well.')
    await once(child, 'close')
    expect(printed.split('\n').slice(1)).toEqual(['refunded 4200 for order 7', 'done', ''])
  })

  it('the demo runs the programs that come with it', async () => {
    const printed = await run('demo/main.ts', [], { MONTY_SHARED: scratch })
    expect(printed).toContain('There is no folder of shared programs')
    expect(printed).toMatch(/^ok {3}city_trip +5 calls/m)
    expect(printed).toContain('train_fare(home="Milan", to="Basel", seat_class="second")')
    expect(printed).toContain('All 3 programs gave the expected value and output')
  })
})
