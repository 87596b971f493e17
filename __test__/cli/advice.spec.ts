import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { commandLine, Project, root } from './project.js'

let project: Project
beforeAll(async () => {
  await Project.build()
  project = new Project({
    'data/a.txt': 'kept',
    'tools.mjs': 'export const price = () => 3',
    'x.py': '[x, type(x).__name__]',
    'one.py': '1 + 1',
  })
}, 300_000)
afterAll(() => project[Symbol.dispose]())

/** What comes of a program with options. */
const ranWith = (code: string, ...options: string[]) =>
  project.run(['run', '-', ...options], { stdin: code })

describe.concurrent('advice is in the words of the command line', { timeout: 60_000 }, () => {
  it.each<readonly [code: string, options: string[], hint: string]>([
    ['open("/etc/passwd")', [], 'Python sees no files unless --files gives it a directory'],
    ['open("b.txt")', ['-f', 'data'], 'Python sees /data, and no other files: --files DIR adds'],
    [
      'open("data/a.txt", "w")',
      ['-f', 'data'],
      'data can only be read: --files data:rw lets Python change it, :overlay keeps',
    ],
    ['city', [], '--tools FILE has what Python may call, --input city=VALUE gives it a value'],
    ['zzz', ['-t', 'tools.mjs'], 'What --tools and --input give is there by its own name'],
    ['import os\nos.environ["KEY"]', [], '--env KEY=VALUE gives it'],
    ['input()', [], '--input name=value gives a program what it would ask for'],
    ['import sys\nsys.argv[1]', [], 'values come by --input name=value'],
    ['import argparse', [], 'values come by --input name=value'],
    ['while True: pass', ['--max-duration', '50ms'], '--max-duration allows more'],
    ['[0] * 10**9', [], '--max-memory allows more'],
    ['import time\ntime.sleep(9)', ['--max-total-sleep', '1s'], '--max-total-sleep allows more'],
    ['import time\ntime.sleep(9)', ['--timeout', '50ms'], '--timeout allows more'],
    ['def f(n): return f(n + 1)\nf(0)', [], '--max-recursion-depth allows more'],
  ])('%s', async (code, options, hint) => {
    const { stderr } = await ranWith(code, ...options)
    expect(stderr).toContain(hint)
    expect(stderr).not.toMatch(/\bthe host\b|MontyTimeoutError|limits\./i)
  })

  it('also where an option is refused, and in JSON', async () => {
    const refusals: ReadonlyArray<readonly [options: string[], said: string]> = [
      [['--input', 'class=3'], '--input: "class" is not a Python name'],
      [['--time-zone', 'Mars/X'], '--time-zone: Mars/X is not a valid time zone'],
      [['--max-recursion-depth', '99999'], '--max-recursion-depth can be at most 10000'],
      [['-f', 'data', '-f', 'data'], '--files: two directories would be /data for Python'],
      [['-f', 'data:rx'], '--files data:rx: there is no mode rx; ro, rw and overlay are'],
      [['-f', 'nothing'], '--files nothing: there is no directory nothing'],
      [['-f', 'one.py'], '--files one.py: one.py is a file'],
      [['--env', '=x'], '--env =x: it is NAME=value, or NAME for what is set here'],
    ]
    for (const [options, said] of refusals) {
      const ran = await ranWith('1', ...options)
      expect(ran, said).toMatchObject({ code: 2, stdout: '' })
      expect(ran.stderr).toContain(`monty-node: ${said}`)
    }
    const json = await ranWith('city', '--json')
    expect(JSON.parse(json.stdout)).toMatchObject({
      hint: expect.stringContaining('--input city=VALUE') as string,
    })
  })

  it('asks for the unit of a time, which could be seconds as well', async () => {
    const bare = await ranWith('1', '--max-duration', '5')
    expect(bare).toMatchObject({ code: 2, stdout: '' })
    expect(bare.stderr).toContain('It is a number with a unit, such as 250ms, 5s')
    expect(await ranWith('1', '--max-total-sleep', '0', '--max-output', '100')).toMatchObject({
      stdout: '1\n',
    })
  })

  it('refuses a timeout in which no run could begin', async () => {
    const none = await ranWith('1', '--timeout', '0s')
    expect(none).toMatchObject({ code: 2, stdout: '' })
    expect(none.stderr).toContain('It is more than 0, such as 5s, or none.')
  })

  it('refuses commands that there are not, wherever they stand', async () => {
    for (const args of [['nope'], ['nope', '--help'], ['help', 'nope']]) {
      const ran = await project.run(args)
      expect(ran, args.join(' ')).toMatchObject({ code: 2, stdout: '' })
      expect(ran.stderr).toContain("unknown command 'nope'")
    }
    expect((await project.run(['help'])).stdout).toMatch(/^Usage: monty-node \[options\]/)
  })

  it('tells who takes a port, and what to do', async () => {
    const first = project.begin(['serve', '--without-token', '--port', '0'])
    while (!first.ran.stderr.includes('Ctrl-C')) await new Promise((go) => setTimeout(go, 20))
    const [, port = ''] = /:(\d+)\/\n/.exec(first.ran.stdout)!
    const second = await project.run(['serve', '--without-token', '--port', port])
    expect(second).toMatchObject({ code: 2, stdout: '' })
    expect(second.stderr).toContain(
      `port ${port} is taken, perhaps by another monty-node: --port 0`,
    )
    first.child.kill('SIGINT')
    await first.ended
    const nowhere = await project.run(['serve', '--host', '203.0.113.7', '--token', 'x'.repeat(20)])
    expect(nowhere.stderr).toContain('203.0.113.7 is no address of this machine: 0.0.0.0 is all')
  })
})

describe.concurrent('values on their way', { timeout: 60_000 }, () => {
  it.each([
    ['1.0', '[1,"float"]'],
    ['1', '[1,"int"]'],
    ['1e3', '[1000,"float"]'],
    ['-0', '[0,"int"]'],
    ['1.5', '[1.5,"float"]'],
    ['"1.0"', '["1.0","str"]'],
    ['{"a": [2.0, 2, "2.0"]}', '[{"a":[2,2,"2.0"]},"dict"]'],
  ])('an input %s is what JSON is to Python', async (text, shown) => {
    expect((await project.run(['run', 'x.py', '-i', `x=${text}`])).stdout).toBe(`${shown}\n`)
  })

  it('keeps floats floats, in files as well', async () => {
    project.write('floats.json', '{"x": [2.0, -0.0, 2]}')
    const ran = await ranWith('repr(x)', '--input', '@floats.json')
    expect(ran.stdout).toBe('[2.0, -0.0, 2]\n')
  })

  it('has the forms in JSON that the guide tells', async () => {
    const guide = readFileSync(join(root, 'docs', 'guide', 'command-line.md'), 'utf8')
    const rows = [...guide.matchAll(/^\| [^`|]*`([^`]+)`.*\| `(\{"\$":[^`]+)`/gm)]
    expect(rows).toHaveLength(10)
    const values = rows.map(([, python]) => python).join(',\n')
    const code = `from datetime import date\nfrom decimal import Decimal\n[${values}]`
    const { stdout } = await ranWith(code, '--json')
    const { value } = JSON.parse(stdout) as { value: unknown[] }
    expect(value).toEqual(rows.map(([, , json]) => JSON.parse(json!) as unknown))
  })

  it('takes the bytes of a file', async () => {
    const folder = mkdtempSync(join(project.folder, 'bytes-'))
    const file = join(folder, 'photo.bin')
    writeFileSync(file, Buffer.from([0xff, 0, 0x41]))
    expect((await ranWith('x', '-i', `x=@bytes:${file}`)).stdout).toBe("b'\\xff\\x00A'\n")
    const text = await ranWith('x', '-i', `x=@${file}`)
    expect(text).toMatchObject({ code: 2 })
    expect(text.stderr).toContain(`--input name=@bytes:${file} is its bytes`)
  })

  it.each([
    ['class A: pass\nA()', '<A object>'],
    ['len', '<function len>'],
    ['int', "<class 'int'>"],
    ['b"a\\x00\'"', "b'a\\x00\\''"],
    ['float("nan")', 'nan'],
    ['(1,)', '[1]'],
    [
      '[(1,), {2}, {1: None}, 2**70, "it\'s", True]',
      '[(1,), {2}, {1: None}, 1180591620717411303424, "it\'s", True]',
    ],
    ['[len, "a"]', "[<function len>, 'a']"],
    ['class P:\n  def __init__(self): self.x = b"1"\n[P()]', "[P(x=b'1')]"],
  ])('a value that JSON has no word for is shown as Python has it: %s', async (code, shown) => {
    expect(await ranWith(code)).toEqual({ code: 0, stdout: `${shown}\n`, stderr: '' })
  })

  it('shows as much of a large value as somebody reads', async () => {
    const shared = 'x = [1]\nfor _ in range(40): x = [x, x, 2**70]\nx'
    const { stdout, code } = await ranWith(shared)
    expect(code).toBe(0)
    expect(stdout).toContain('...')
    expect(stdout.length).toBeLessThan(2_000_000)
    expect((await ranWith('def f(): pass\nf')).stdout).toMatch(/^<function 'f' at 0x[\da-f]+>\n$/)
  })

  it.skipIf(!existsSync('/dev/full'))('tells of output that cannot be written', () => {
    for (const args of [
      'run one.py',
      'run one.py --json',
      '--help',
      'check one.py --format json',
    ]) {
      const command = `exec "$0" "${commandLine}" ${args} > /dev/full`
      const { status, stderr } = spawnSync('sh', ['-c', command, process.execPath], {
        cwd: project.folder,
        encoding: 'utf8',
      })
      expect([args, status, stderr]).toEqual([
        args,
        2,
        expect.stringMatching(/^monty-node: the output cannot be written: ENOSPC/),
      ])
    }
  })

  it('has the value on a line of its own, and says what was cut', async () => {
    expect(await ranWith('print("a", end="")\n5')).toEqual({
      code: 0,
      stdout: 'a\n5\n',
      stderr: '',
    })
    const cut = await ranWith('print("x" * 3_000_000)', '--max-output', '1mb')
    expect(cut).toMatchObject({
      code: 0,
      stderr: 'warning: 2.9 MiB were printed, and 1.0 of them kept: --max-output allows more\n',
    })
  })
})

describe.concurrent('a check', { timeout: 60_000 }, () => {
  it('has our advice on modules that there are not, and none on installing Python', async () => {
    project.write('n.py', 'import numpy as np\nprint(np)')
    const { code, stdout, stderr } = await project.run(['check', 'n.py'])
    expect(code).toBe(3)
    expect(stdout).toContain('Cannot resolve imported module `numpy`')
    expect(stdout).not.toMatch(/Searched in|Python environment/)
    expect(stderr).toMatch(/^hint: There is no module numpy here\. Use lists of dicts/)
    expect((await project.run(['check', 'n.py', '--format', 'json'])).stderr).toBe('')
  })

  it('goes through folders', async () => {
    using folder = new Project({
      'src/a.py': 'x: int = 1',
      'src/deep/b.py': 'y: int = "b"',
      'src/.hidden/c.py': 'z: int = "c"',
      'src/node_modules/d.py': 'z: int = "d"',
      'src/notes.txt': 'z: int = "e"',
      'empty/notes.txt': '',
    })
    const ran = await folder.run(['check', 'src', '--format', 'concise'])
    expect(ran).toMatchObject({ code: 3 })
    expect(ran.stdout.trimEnd().split('\n')).toHaveLength(1)
    expect(ran.stdout).toMatch(/^src\/deep\/b\.py:1:10: error/)
    expect((await folder.run(['check', 'src/a.py', '.'])).code).toBe(3)
    expect(await folder.run(['check', 'empty'])).toMatchObject({
      code: 2,
      stderr: 'monty-node: there is no program in the folder empty\n',
    })
  })
})
