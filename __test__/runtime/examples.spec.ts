import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, describe, expect, it } from 'vitest'

const root = fileURLToPath(new URL('../../', import.meta.url))
const tsx = createRequire(import.meta.url).resolve('tsx/cli')
const scratch = mkdtempSync(join(tmpdir(), 'monty-agents-'))

async function run(example: string, ...args: string[]): Promise<string[]> {
  const options = { cwd: root, env: { ...process.env, NO_COLOR: '1' } }
  const command = [tsx, join('examples', 'agents', example), ...args]
  const { stdout } = await promisify(execFile)(process.execPath, command, options)
  return stdout.trimEnd().split('\n')
}

describe('the examples of agents', { timeout: 60_000 }, () => {
  afterAll(() => rmSync(scratch, { recursive: true }))

  it('ai-sdk corrects its program with the hint, and answers', async () => {
    const [wrong, right, text] = await run('ai-sdk.ts')
    expect(wrong).toContain('"status":"type"')
    expect(wrong).toContain('list_file')
    expect(right).toMatch(/^{"status":"ok","result":{"files":\d+,"all_have_lines":true}}$/)
    expect(text).toBe('Every example is more than ten lines long.')
  })

  it('two-processes goes on where it was, and calls each tool once', async () => {
    const folder = mkdtempSync(join(scratch, 'approve-'))
    const [ticket, waiting] = await run('two-processes.ts', 'start', folder)
    expect(ticket).toMatch(/^ticket \d+$/)
    expect(waiting).toBe('waiting: refund {"id":"A-17","cents":1250}')
    const [first, second] = await run('two-processes.ts', 'approve', folder)
    expect(first).toBe(ticket)
    expect(second).toBe(`still ${ticket} { message: 'refunded 1250 cents of A-17', waited: true }`)
    expect(readFileSync(join(folder, 'calls.log'), 'utf8')).toBe('find_order\nrefund\n')
  })

  it('two-processes takes no for an answer', async () => {
    const folder = mkdtempSync(join(scratch, 'deny-'))
    await run('two-processes.ts', 'start', folder)
    const [, line] = await run('two-processes.ts', 'deny', folder)
    expect(line).toContain('nothing was paid: the boss said no')
    expect(readFileSync(join(folder, 'calls.log'), 'utf8')).toBe('find_order\n')
  })

  it('mcp asks the user of its client before it pays', async () => {
    expect(await run('mcp.ts')).toEqual([
      'run_python',
      'Allow pay({"cents":830})?',
      '{"status":"ok","result":"paid 830 cents"}',
    ])
  })

  it('service answers many callers at once', async () => {
    const [right, sooner, limit, issues] = await run('service.ts')
    expect(right).toBe('100 right answers')
    expect(sooner).toBe('sooner than one after the other')
    expect(limit).toContain('"status":"limit"')
    expect(issues).toBe('{"issues":[{"message":"code must be a string","path":["code"]}]}')
  })
})
