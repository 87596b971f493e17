import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { commandLine, Project } from './project.js'
import { hasTerminal, Terminal } from './terminal.js'

const TOOLS = `
import { tool } from 'monty-node'
export const forecast = tool({
  description: 'The highs of the coming days.',
  input: { type: 'object', properties: { city: { type: 'string' }, days: { type: 'integer' } }, required: ['city'] },
  execute: async ({ city }) => [city.length],
})
export const pay = tool({ input: { type: 'object' }, needsApproval: true, execute: () => 'paid' })
`

let project: Project
beforeAll(async () => {
  await Project.build()
  project = new Project({ 'tools.mjs': TOOLS })
}, 300_000)
afterAll(() => project[Symbol.dispose]())

const begin = (args: string, size: { columns?: number; rows?: number } = {}): Terminal =>
  new Terminal(`${process.execPath} ${commandLine} ${args}`, {
    cwd: project.folder,
    env: { XDG_STATE_HOME: join(project.folder, 'state'), PAGER: 'head -n 3' },
    ...size,
  })

const UP = '\u001B[A'
const LEFT = '\u001B[D'

// Without `script` of util-linux there is no pseudo-terminal to be had.
describe.skipIf(!hasTerminal).concurrent('the prompt at a terminal', { timeout: 60_000 }, () => {
  it('edits over several lines, completes, asks about names and keeps a history', async () => {
    using terminal = begin('repl --tools tools.mjs --history history.txt')
    await terminal.expect('\n>>> ')
    terminal.type('def twice(n):\r')
    await terminal.expect('... ')
    terminal.type('return n * 2\r\r')
    await terminal.expect('\n>>> ')
    terminal.type('twi\t(21)\r')
    await terminal.expect('42\n>>> ')
    terminal.type('await fore\t("Lima", da\t3)\r')
    await terminal.expect(/forecast\("Lima", days=3\)\n\[4\]\n>>> /)
    terminal.type('_.app\t')
    await terminal.expect('_.append')
    terminal.type('\u0003')
    await terminal.expect('\n>>> ')
    terminal.type('?forecast\r')
    await terminal.expect('"""The highs of the coming days."""')
    terminal.type(`${UP}${UP}${UP}`)
    await terminal.expect('twice(21)')
    terminal.type(`${LEFT}0\r`)
    await terminal.expect('420\n>>> ')
    terminal.type('\u0012def\r')
    await terminal.expect('... ')
    terminal.type('\r\r')
    await terminal.expect('\n>>> ')
    terminal.type('\u0004')
    expect(await terminal.ended).toBe(0)
    const history = readFileSync(join(project.folder, 'history.txt'), 'utf8').split('\n')
    expect(JSON.parse(history[0]!)).toBe('def twice(n):\n    return n * 2')
  })

  it('interrupts what takes too long, and goes on', async () => {
    using terminal = begin('repl --no-history')
    await terminal.expect('\n>>> ')
    terminal.type('x = 5\r')
    await terminal.expect('\n>>> ')
    terminal.type('import time; time.sleep(9)\r')
    await terminal.expect('sleep(9)\n')
    terminal.type('\u0003')
    await terminal.expect('KeyboardInterrupt')
    terminal.type('x\r')
    await terminal.expect('5\n>>> ')
    terminal.type(':quit\r')
    expect(await terminal.ended).toBe(0)
  })

  it('takes pasted lines as they are, and shows long output by a pager', async () => {
    using terminal = begin('repl --no-history', { rows: 10, columns: 60 })
    await terminal.expect('\n>>> ')
    terminal.type('\u001B[200~if True:\n    a = 1\n\n    b = 2\n\u001B[201~\r')
    await terminal.expect('\n>>> ')
    terminal.type('[a, b]\r')
    await terminal.expect('[1, 2]\n>>> ')
    terminal.type('list(range(500))\r')
    // The pager of this test shows three lines.
    await terminal.expect(/\[0, 1, 2, .*\n>>> /)
    terminal.type('print("\\x1b]0;title\\x07")\r')
    await terminal.expect(String.raw`\u001b]0;title\u0007`)
    expect(terminal.raw).not.toContain('\u001B]0;')
  })

  it('goes back, forks, and goes on with what was saved', async () => {
    using terminal = begin('repl --no-history')
    await terminal.expect('\n>>> ')
    const answers: ReadonlyArray<readonly [typed: string, shown: string]> = [
      ['x = 41', '>>> '],
      ['x + 1', '42\n>>> '],
      ['_ * 2', '84\n>>> '],
      [':fork other', 'other is a copy of main'],
      ['x = 1', '>>> '],
      [':undo', 'undone'],
      ['x', '41\n>>> '],
      [':save kept.bin', 'saved in kept.bin'],
      ['x = 2', '>>> '],
      [':load kept.bin', 'loaded from kept.bin'],
      ['x', '41\n>>> '],
      [':fork main', 'this is main'],
      ['?nothing', 'Name `nothing` used when not defined\n>>> '],
    ]
    for (const [typed, shown] of answers) {
      terminal.type(`${typed}\r`)
      await terminal.expect(shown)
    }
    terminal.type('\u0004')
    expect(await terminal.ended).toBe(0)
  })

  it('gives what is printed a line of its own, and tells of mistakes at once', async () => {
    using terminal = begin('repl --no-history --max-duration 300ms')
    await terminal.expect('\n>>> ')
    terminal.type('print("a", end="")\r')
    await terminal.expect('end="")\na\n>>> ')
    terminal.type('print("b", end=""); 5\r')
    await terminal.expect('5\nb\n5\n>>> ')
    terminal.type('if:\r')
    await terminal.expect(/SyntaxError: Expected an expression\n>>> /)
    terminal.type('def f():\rreturn 7\r\u0004')
    await terminal.expect('\n>>> ')
    terminal.type('f()\r')
    await terminal.expect('7\n>>> ')
    terminal.type('f(\r\u0004')
    await terminal.expect(/SyntaxError: .*\n>>> /)
    terminal.type('import numpy\r')
    await terminal.expect(/hint: There is no module numpy here\..*\n[^>]*\n>>> /)
    terminal.type('while True: pass\r\r')
    await terminal.expect('--max-duration allows more.\n>>> ')
    terminal.type('exit\u0015')
    terminal.type('"abc".sta\t("a")\r')
    await terminal.expect('True\n>>> ')
    terminal.type('\u0004')
    expect(await terminal.ended).toBe(0)
  })

  it('asks about no call that nobody waits for', async () => {
    using terminal = begin('repl --no-history --tools tools.mjs')
    await terminal.expect('\n>>> ')
    terminal.type('pay()\r')
    await terminal.expect('pay() was not made, as nobody waits for it: write await before the call')
    terminal.type('1 + 1\r')
    await terminal.expect('2\n>>> ')
    expect(terminal.raw).not.toContain('needs an approval')
    // One that is asked about meanwhile, and whose statement ends.
    terminal.type('import time; pay(); time.sleep(0.4)\r')
    await terminal.expect('[q]uit? ')
    await terminal.expect('pay() was not made')
    terminal.type('2 + 2\r')
    await terminal.expect('4\n>>> ')
    terminal.type('\u0004')
    expect(await terminal.ended).toBe(0)
  })

  it('asks before calls that need an approval', async () => {
    using terminal = begin('repl --no-history --tools tools.mjs')
    await terminal.expect('\n>>> ')
    terminal.type('await pay()\r')
    await terminal.expect('pay needs an approval')
    await terminal.expect('[q]uit? ')
    terminal.type('n too dear\r')
    await terminal.expect('PermissionError: too dear')
    await terminal.expect('\n>>> ')
    terminal.type('await pay()\r')
    await terminal.expect('[q]uit? ')
    terminal.type('y\r')
    await terminal.expect("'paid'\n>>> ")
    terminal.type('\u0004')
    expect(await terminal.ended).toBe(0)
  })
})
