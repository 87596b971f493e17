import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { commandLine, Project } from './project.js'
import { hasTerminal, Terminal } from './terminal.js'

const TOOLS = `
import { writeFileSync } from 'node:fs'
import { tool } from 'monty-node'
const properties = { cents: { type: 'integer' }, to: { type: 'string' } }
const input = { type: 'object', properties, required: ['cents', 'to'] }
export const pay = tool({
  input,
  needsApproval: true,
  execute: ({ cents, to }) => {
    writeFileSync('paid', cents + ' to ' + to)
    return cents
  },
})
export const price = tool({ input: { type: 'object' }, execute: async () => 3 })
export const stubborn = tool({
  input: { type: 'object' },
  execute: (_input, { signal }) =>
    new Promise(() => {
      const timer = setInterval(() => {}, 1000)
      signal.addEventListener('abort', () => {
        const until = Date.now() + 60_000
        while (Date.now() < until);
        clearInterval(timer)
      })
    }),
})
`

let project: Project
beforeAll(async () => {
  await Project.build()
  project = new Project({
    'tools.mjs': TOOLS,
    'pay.py': 'await pay(cents=5, to="Ada")',
    'slow.py': 'import time\ntime.sleep(2)',
    'spins.py': 'def spin():\n    while True: pass\n\nprint(await price())\nspin()',
    'forges.py':
      'print("pay needs an approval.\\n  {}\\n[y]es? \\x1b[8m\\x1b[7m\\x1b[31m", end="")\nawait pay(cents=9, to="Eve")',
    'stubborn.py': 'print("begun")\nawait stubborn()',
  })
}, 300_000)
afterAll(() => project[Symbol.dispose]())

const run = (args: string): Terminal => at(`${process.execPath} ${commandLine} run ${args}`)

const at = (command: string): Terminal =>
  new Terminal(command, { cwd: project.folder, env: {}, columns: 100 })

const CTRL_C = '\u0003'
const CTRL_U = '\u0015'

// Without `script` of util-linux there is no pseudo-terminal to be had.
describe.skipIf(!hasTerminal).concurrent('a run at a terminal', { timeout: 60_000 }, () => {
  it('shows how far one is that takes long', async () => {
    using slow = run('slow.py')
    await slow.expect(/⠋|⠙/)
    expect(await slow.ended).toBe(0)
    expect(slow.raw.endsWith('\r\u001B[K')).toBe(true)
  })

  it('asks before a call, with its arguments, which can be changed', async () => {
    using paying = run('pay.py --tools tools.mjs')
    const shown = await paying.expect('[q]uit? ')
    expect(shown).toContain('pay needs an approval.\n  {"cents":5,"to":"Ada"}\n')
    paying.type('e\r')
    await paying.expect('Arguments: {"cents":5,"to":"Ada"}')
    paying.type(`${CTRL_U}{"cents":\r`)
    await paying.expect('That is no JSON')
    paying.type(`${CTRL_U}{"cents":"many","to":"Ada"}\r`)
    await paying.expect('{"cents":"many","to":"Ada"}\n[y]es')
    paying.type('y\r')
    await paying.expect(/cannot be made with these arguments.* \(the run still waits\)/)
    await paying.expect('  {"cents":5,"to":"Ada"}\n')
    paying.type('e\r')
    await paying.expect('Arguments: ')
    paying.type(`${CTRL_U}{"cents":7,"to":"Ada"}\r`)
    await paying.expect('  {"cents":7,"to":"Ada"}\n')
    paying.type('y\r')
    await paying.expect('7\n')
    expect(await paying.ended).toBe(0)
    expect(readFileSync(join(project.folder, 'paid'), 'utf8')).toBe('7 to Ada')
  })

  it('asks so that no program can hide or imitate the question', async () => {
    using paying = run('forges.py --tools tools.mjs')
    await paying.expect('[q]uit? ')
    expect(paying.raw).not.toContain('\u001B[8m')
    expect(paying.raw.split('\u001B[7m')).toHaveLength(2)
    const [, question] = paying.raw.split('\u001B[31m')
    expect(question).toMatch(/needs an approval/)
    expect(question!.startsWith('\r\n\u001B[0m\u001B[7m monty-node \u001B[27m ')).toBe(true)
    paying.type('q\r')
    await paying.expect('nothing was decided')
    expect(await paying.ended).toBe(130)
  })

  it('shows nothing over a question, however long the answer takes', async () => {
    using paying = run('pay.py --tools tools.mjs')
    await paying.expect('[q]uit? ')
    const shown = paying.raw
    await sleep(1_500)
    expect(paying.raw).toBe(shown)
    paying.type('y\r')
    expect(await paying.ended).toBe(0)
    expect(paying.raw).not.toMatch(/[⠋⠙⠹⠸⠼⠴]/)
  })

  it('asks the person at the terminal, and not what is piped into it', async () => {
    using paying = at(`yes | ${process.execPath} ${commandLine} run pay.py --tools tools.mjs`)
    await paying.expect('[q]uit? ')
    paying.type('n too dear\r')
    await paying.expect('PermissionError: too dear')
    expect(await paying.ended).toBe(1)
  })

  it.each(['none', 'process'])('is ended by Ctrl-C, and tells where it was (%s)', async (where) => {
    using spinning = run(`spins.py --tools tools.mjs --max-duration none --isolation ${where}`)
    await spinning.expect('3\n')
    spinning.type(CTRL_C)
    await spinning.expect(
      'Traceback (most recent call last):\n' +
        '  File "spins.py", line 5, in <module>\n' +
        '    spin()\n' +
        '    ~~~~~~\n' +
        '  File "spins.py", line 2, in spin\n',
    )
    await spinning.expect('KeyboardInterrupt\n')
    expect(await spinning.ended).toBe(130)
  })

  it('shows no control sequence of what others called their programs', async () => {
    const name = 'a\u001B]0;title\u0007\u202E.py'
    project.write(`theirs/${name}`, 'x: int = "\u001B]0;title\u0007"')
    for (const command of [
      'check theirs',
      'check theirs --format concise',
      `run 'theirs/no${name}'`,
    ]) {
      using checking = at(`${process.execPath} ${commandLine} ${command}`)
      await checking.ended
      expect(checking.raw, command).toContain(String.raw`\u001b]0;title\u0007\u202e.py`)
      for (const raw of ['\u001B]', '\u0007', '\u202E'])
        expect(checking.raw, command).not.toContain(raw)
    }
  })

  it('ends at once by a second Ctrl-C, whatever the first one waits for', async () => {
    using stubborn = run('stubborn.py --tools tools.mjs')
    await stubborn.expect('begun\n')
    stubborn.type(CTRL_C)
    await stubborn.expect('^C')
    await new Promise((resolve) => setTimeout(resolve, 300))
    stubborn.type(CTRL_C)
    expect(await stubborn.ended).toBe(130)
  })
})
