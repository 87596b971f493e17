import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Project, root } from './project.js'

const TOOLS = `
import { tool } from 'monty-node'
const properties = { cents: { type: 'integer' } }
export const price = tool({
  description: 'The price of a good.',
  input: { type: 'object', properties: { name: { type: 'string' } }, required: ['name'] },
  output: { type: 'integer' },
  execute: async ({ name }) => name.length,
})
export const pay = tool({
  input: { type: 'object', properties, required: ['cents'] },
  needsApproval: true,
  execute: ({ cents }) => 'paid ' + cents,
})
export const add = (a, b) => a + b
export const never = () => new Promise(() => setInterval(() => {}, 1000))
export const VERSION = 3
`

const APP = `
import { MemoryStore, MontyRuntime, tool } from 'monty-node'
const pay = tool({ input: { type: 'object' }, needsApproval: true, execute: () => 'paid' })
const snapshots = { store: new MemoryStore(), key: 'a secret of at least 16 bytes' }
export const bank = new MontyRuntime({ tools: { pay }, snapshots, isolation: 'none' })
await bank.execute('await pay()').outcome
`

let project: Project
beforeAll(async () => {
  await Project.build()
  project = new Project({
    'tools.mjs': TOOLS,
    'typed.ts': TOOLS.replace('(a, b)', '(a: number, b: number): number'),
    'one.py': '1 + 1',
    'sum.py': 'print("adding")\nadd(await price("tea"), n)',
    'pay.py':
      'try:\n    said = await pay(5)\nexcept PermissionError as error:\n    said = str(error)\nsaid',
    'wrong.py': 'price(3)',
    'fails.py': 'def f(n):\n    return 1 / n\n\nf(0)',
    'spins.py': 'while True: pass',
    'waits.py': 'print("begun")\nawait never()',
    'files.py': 'open("data/a.txt", "a").write("!")\nopen("data/a.txt").read()',
    'data/a.txt': 'kept',
    'app.mjs': APP,
    'inputs.json': '{"n": 40}',
  })
}, 300_000)
afterAll(() => project[Symbol.dispose]())

describe.concurrent('monty-node', { timeout: 60_000 }, () => {
  it('refuses what makes no sense, and says what would', async () => {
    expect(await project.run(['rnu', 'one.py'])).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('Did you mean run?') as string,
    })
    expect(await project.run(['run', 'one.py', '--max-memory', 'much'])).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('It is a number with a unit, such as 1000, 64kb') as string,
    })
    expect(await project.run(['run', 'nothing.py'])).toMatchObject({
      code: 2,
      stderr: 'monty-node: there is no file nothing.py\n',
    })
  })

  it('runs a program over tools and inputs, prints its output and its value', async () => {
    const args = ['run', 'sum.py', '--tools', 'tools.mjs', '--input', '@inputs.json']
    expect(await project.run(args)).toEqual({ code: 0, stdout: 'adding\n43\n', stderr: '' })
  })

  it('tells all that happened as JSON', async () => {
    const args = ['run', 'sum.py', '-t', 'tools.mjs', '-i', 'n=1', '--json']
    const { stdout } = await project.run(args)
    expect(JSON.parse(stdout)).toMatchObject({
      status: 'ok',
      value: 4,
      stdout: 'adding\n',
      calls: [
        { name: 'price', args: ['tea'], status: 'ok' },
        { name: 'add', args: [3, 1], status: 'ok' },
      ],
    })
  })

  it('shows the traceback of a failure with the name of the file', async () => {
    const ran = await project.run(['run', 'fails.py'])
    expect(ran.code).toBe(1)
    expect(ran.stdout).toBe('')
    expect(ran.stderr).toMatch(/^Traceback[^]*File "fails.py", line 2, in f\n[^]*ZeroDivisionError/)
  })

  it('has exit codes for refusals and limits', async () => {
    const typed = ['run', 'wrong.py', '-t', 'tools.mjs', '--type-check']
    expect(await project.run(typed)).toMatchObject({
      code: 3,
      stderr: expect.stringContaining(' --> wrong.py:1:7') as string,
    })
    const spinning = await project.run(['run', 'spins.py', '--max-duration', '50ms'])
    expect(spinning).toMatchObject({ code: 4, stdout: '' })
  })

  it('makes calls that need an approval only if it is told to, where nobody can be asked', async () => {
    const args = ['run', 'pay.py', '-t', 'tools.mjs']
    expect((await project.run(args)).stdout).toBe(
      'pay() needs an approval, and nobody can be asked\n',
    )
    expect((await project.run([...args, '--approve', 'all'])).stdout).toBe('paid 5\n')
    expect(await project.run([...args, '--approve', 'ask'])).toMatchObject({ code: 2 })
  })

  it('gives Python a directory as the option says', async () => {
    const overlay = await project.run(['run', 'files.py', '--files', 'data:overlay'])
    expect(overlay).toMatchObject({ code: 0, stdout: 'kept!\n' })
    expect(readFileSync(join(project.folder, 'data', 'a.txt'), 'utf8')).toBe('kept')
    expect(await project.run(['run', 'files.py', '--files', 'data'])).toMatchObject({ code: 1 })
  })

  it('makes runs repeat themselves', async () => {
    const stdin = 'import random, time\n[random.random(), time.time()]'
    const args = ['run', '-', '--seed', '7', '--clock', '2026-01-01T00:00:00Z']
    const [one, other] = await Promise.all([
      project.run(args, { stdin }),
      project.run(args, { stdin }),
    ])
    expect(one.stdout).toBe(other.stdout)
    expect(JSON.parse(one.stdout)[1]).toBe(Date.parse('2026-01-01T00:00:00Z') / 1_000)
  })

  it.skipIf(process.platform === 'win32')('ends by Ctrl-C, and says where it waited', async () => {
    const { child, ran, ended } = project.begin(['run', 'waits.py', '-t', 'tools.mjs'])
    while (!ran.stdout.includes('begun')) await sleep(20)
    await sleep(100)
    child.kill('SIGINT')
    expect(await ended).toMatchObject({
      code: 130,
      stderr:
        'Traceback (most recent call last):\n  File "waits.py", line 2, waiting for never()\n' +
        '    await never()\n          ~~~~~~~\nKeyboardInterrupt\n',
    })
  })

  it('reads tools in TypeScript by Node or tsx, and says what is missing without either', async () => {
    const args = ['run', 'sum.py', '-t', 'typed.ts', '-i', 'n=1']
    const alone = await project.run(args)
    if (alone.code === 0) return
    expect(alone).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('tsx is not installed. Install it (npm install') as string,
    })
    using typed = new Project({
      'tools.ts': TOOLS.replace('(a, b)', '(a: number, b: number): number'),
      'sum.py': 'add(await price("tea"), 1)',
    })
    typed.link('tsx', join(root, 'node_modules', 'tsx'))
    expect(await typed.run(['run', 'sum.py', '-t', 'tools.ts'])).toMatchObject({ stdout: '4\n' })
  })

  it('reads modules in a package of CommonJS, or says what to do', async () => {
    using plain = new Project({
      'package.json': '{"type":"commonjs"}',
      'tools.js': 'import { tool } from "monty-node"\nexport const two = () => 2',
      'one.py': 'two()',
    })
    const { stdout, stderr } = await plain.run(['run', 'one.py', '--tools', 'tools.js'])
    expect(stdout || stderr).toMatch(
      /^2\n$|says that it is CommonJS: name it tools\.mjs, or say "type": "module"/,
    )
  })

  it('checks types of several programs in the formats of tools', async () => {
    const args = ['check', 'one.py', 'wrong.py', '--tools', 'tools.mjs', '--format']
    const github = await project.run([...args, 'github'])
    expect(github.code).toBe(3)
    expect(github.stdout).toMatch(/^::error .*file=.*wrong.py/m)
    const { stdout } = await project.run([...args, 'json'])
    expect(JSON.parse(stdout)).toMatchObject([
      { code: 'unused-awaitable' },
      { code: 'invalid-argument-type' },
    ])
  })

  it('tells in every format of a file by the name that it was given', async () => {
    using folder = new Project({ 'sub/bad.py': 'x: int = "one"', 'sub/no.py': 'if:' })
    const absolute = join(folder.folder, 'sub', 'bad.py')
    const places: Record<string, (name: string) => string> = {
      full: (name) => `--> ${name}:1:10`,
      concise: (name) => `${name}:1:10: error`,
      pylint: (name) => `${name}:1: [`,
      github: (name) => `file=${name},`,
      azure: (name) => `sourcepath=${name};`,
      json: (name) => `"filename": "${name}"`,
      jsonlines: (name) => `"filename":"${name}"`,
      rdjson: (name) => `"path": "${name}"`,
      gitlab: (name) => `"path": "${name}"`,
    }
    await Promise.all(
      Object.entries(places).map(async ([format, place]) => {
        for (const name of ['sub/bad.py', absolute]) {
          const { stdout } = await folder.run(['check', name, '--format', format])
          expect(stdout, format).toContain(place(name))
          expect(stdout, format).not.toMatch(/checked_/)
        }
      }),
    )
    const json = await folder.run(['run', 'sub/bad.py', '--type-check', '--json'])
    expect(json.stdout).toContain('"sub/bad.py:1:10: ')
    expect((await folder.run(['check', 'sub/no.py'])).stdout).toContain('--> sub/no.py:1:4')
  })

  it('takes ints of any size, and shows them', async () => {
    using folder = new Project({
      'x.py': 'x + 1',
      'same.py': 'x',
      'all.py': '[x, {"n": 2**64}, {1: 2}]',
      'big.json': '{"x": 12345678901234567890}',
    })
    const big = '99999999999999999999'
    expect(await folder.run(['run', 'x.py', '-i', `x=${big}`])).toMatchObject({
      stdout: '100000000000000000000\n',
    })
    expect(await folder.run(['run', 'x.py', '-i', '@big.json'])).toMatchObject({
      stdout: '12345678901234567891\n',
    })
    const all = await folder.run(['run', 'all.py', '-i', `x={"a": [${big}, 1.5, "${big}"]}`])
    expect(all.stdout).toBe(
      `[{'a': [${big}, 1.5, '${big}']}, {'n': 18446744073709551616}, {1: 2}]\n`,
    )
    // What is no JSON is text, whatever digits are in it.
    for (const text of ['00123456789012345678901', '{12345678901234567890: 1}']) {
      expect(await folder.run(['run', 'same.py', '-i', `x=${text}`])).toMatchObject({
        stdout: `${text}\n`,
      })
    }
    const json = await folder.run(['run', 'x.py', '-i', `x=${big}`, '--json'])
    expect(JSON.parse(json.stdout)).toMatchObject({
      value: { $: 'bigint', value: '100000000000000000000' },
    })
  })

  it('ends with the code for what is not as it should be', async () => {
    const of = async (args: string[], env = {}) => (await project.run(args, { env })).code
    expect(await of(['run', 'one.py', '--input', 'class=3'])).toBe(2)
    expect(await of(['run', 'one.py', '--time-zone', 'Mars/Phobos'])).toBe(2)
    const env = { MONTY_NODE_BINARY: '/nothing' }
    expect(await of(['run', 'one.py'], env)).toBe(5)
    for (const args of [
      ['play', '--port', '0'],
      ['serve', '--port', '0', '--without-token'],
      ['repl'],
    ]) {
      const { code, stderr } = await project.run(args, { env })
      expect([args[0], code, stderr]).toEqual([args[0], 5, expect.stringContaining('/nothing')])
    }
  })

  it('refuses files that are no UTF-8', async () => {
    using folder = new Project({ 'len.py': 'len(x)' })
    writeFileSync(
      join(folder.folder, 'latin.py'),
      Buffer.concat([Buffer.from('# \uFFFD\n'), Buffer.from('print("caf\xe9")', 'latin1')]),
    )
    const said = 'latin.py is no text in UTF-8: line 2 has a byte that is none'
    for (const args of [
      ['run', 'latin.py'],
      ['check', 'latin.py'],
      ['run', 'len.py', '-i', 'x=@latin.py'],
    ]) {
      expect(await folder.run(args)).toMatchObject({
        code: 2,
        stderr: expect.stringContaining(said) as string,
      })
    }
    writeFileSync(join(folder.folder, 'wrong.py'), 'x: int = "a"')
    const { code, stdout, stderr } = await folder.run(['check', 'latin.py', 'wrong.py'])
    expect([code, stderr.includes(said), stdout.includes('wrong.py:1')]).toEqual([2, true, true])
  })

  it('tells the line at which a timeout ended a program', async () => {
    using folder = new Project({
      'spins.py': 'def spin():\n    while True: pass\nspin()',
      'sleeps.py': 'import time\nx = 1\ntime.sleep(8)',
    })
    const spinning = await folder.run(['run', 'spins.py', '--timeout', '300ms'])
    expect(spinning).toMatchObject({ code: 4, stdout: '' })
    expect(spinning.stderr).toMatch(
      /^Traceback .*\n {2}File "spins\.py", line 3, in <module>\n {4}spin\(\)\n[^]*line 2, in spin\n[^]*\nTimeoutError: the run took longer than 300 ms\n/,
    )
    const sleeping = await folder.run(['run', 'sleeps.py', '--timeout', '300ms', '--json'])
    const { error } = JSON.parse(sleeping.stdout) as { error: { type: string; traceback: string } }
    expect(error.type).toBe('TimeoutError')
    expect(error.traceback).toMatch(/"sleeps\.py", line 3[^]*\nTimeoutError: the run took/)
  })

  it('says how a check hears of names that programs are given', async () => {
    const hint = 'hint: --tools FILE or --stubs FILE declares what there is to call, --input NAME'
    const unknown = await project.run(['check', 'sum.py'])
    expect(unknown).toMatchObject({ code: 3, stderr: expect.stringContaining(hint) as string })
    const tool = ['check', 'sum.py', '--tools', 'tools.mjs']
    expect((await project.run(tool)).stderr).toMatch(/^hint: --input NAME a variable/)
    expect(await project.run([...tool, '--input', 'n'])).toMatchObject({
      code: 0,
      stderr: '1 program checked, no findings\n',
    })
    expect((await project.run(['check', 'sum.py', '--format', 'github'])).stderr).toBe('')
  })

  it('runs again when a file changes', async () => {
    using watched = new Project({ 'a.py': 'print("first")' })
    const { child, ran, ended } = watched.begin(['run', 'a.py', '--watch'])
    while (!ran.stderr.includes('waiting for changes')) await sleep(20)
    watched.write('a.py', 'print("second")')
    while (!ran.stdout.includes('second')) await sleep(20)
    child.kill('SIGTERM')
    expect((await ended).stdout).toBe('first\nsecond\n')
  })

  it('writes a page about a run, with the calls of all of it', async () => {
    const args = ['run', 'pay.py', '-t', 'tools.mjs', '--approve', 'all', '--report', 'pay.html']
    expect(await project.run(args)).toMatchObject({ code: 0, stdout: 'paid 5\n' })
    const page = readFileSync(join(project.folder, 'pay.html'), 'utf8')
    expect(page).toMatch(/<title>pay\.py<\/title>[^]*id="L2"[^]*pay <b>[\d.]+ ms<\/b>/)
  })

  it('serves an inbox to who has its address, and to nobody else', async () => {
    const { child, ran, ended } = project.begin(['inbox', 'app.mjs', '--port', '0'])
    while (!ran.stdout.includes('\n')) await sleep(20)
    const [address] = /http:\S+/.exec(ran.stdout)!
    const { origin } = new URL(address)
    expect((await fetch(origin)).status).toBe(401)
    const welcome = await fetch(address, { redirect: 'manual' })
    const cookie = welcome.headers.get('set-cookie')!.split(';')[0]!
    const page = await (await fetch(origin, { headers: { cookie } })).text()
    expect(page).toMatch(/<b>pay<\/b>[^]*bank/)
    child.kill('SIGINT')
    expect((await ended).code).toBe(0)
  })

  it('serves a playground, which checks and runs what it is sent', async () => {
    const { child, ran, ended } = project.begin(['play', '--port', '0', '-t', 'tools.mjs'])
    while (!ran.stdout.includes('\n')) await sleep(20)
    const [address] = /http:\S+/.exec(ran.stdout)!
    const { origin } = new URL(address)
    const welcome = await fetch(address, { redirect: 'manual' })
    const cookie = welcome.headers.get('set-cookie')!.split(';')[0]!
    const headers = { cookie, 'content-type': 'application/json' }
    const post = (path: string, body: object, more: object = {}): Promise<Response> =>
      fetch(`${origin}/${path}`, {
        method: 'POST',
        headers: { ...headers, ...more },
        body: JSON.stringify(body),
      })
    const findings = (await (await post('check', { code: 'x = 1\nprice(3)' })).json()) as unknown[]
    expect(findings).toMatchObject([
      { line: 2 },
      { line: 2, message: expect.stringContaining('price') as string },
    ])
    const lines = (await (await post('run', { code: 'print("a")\nawait price("tea")' })).text())
      .trim()
      .split('\n')
    const told = lines.map((line) => JSON.parse(line) as { type: string; report?: string })
    expect(told).toMatchObject([
      { type: 'printed', text: 'a\n' },
      { type: 'call', text: '→ price("tea")' },
      { type: 'ended', isGood: true },
      { type: 'done', status: 'ok', text: '3' },
    ])
    const report = await fetch(`${origin}/${told.at(-1)!.report}`, { headers })
    expect(await report.text()).toContain('price <b>')
    const limited = await (
      await post('run', { code: 'while True: pass', limits: { maxDurationMs: 50 } })
    ).text()
    expect(limited).toContain('"status":"limit"')
    expect((await post('run', { code: '1' }, { cookie: '' })).status).toBe(401)
    expect((await post('run', { code: '1' }, { 'content-type': 'text/plain' })).status).toBe(415)
    expect((await post('run', { code: '1' }, { host: 'evil.test' })).status).not.toBe(500)
    child.kill('SIGINT')
    expect((await ended).code).toBe(0)
  })

  it('is a program that the package names', () => {
    const { bin } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
      bin: Record<string, string>
    }
    const path = join(root, bin['monty-node']!)
    expect(existsSync(path)).toBe(true)
    expect(readFileSync(path, 'utf8')).toMatch(/^#!\/usr\/bin\/env node\n/)
  })
})
