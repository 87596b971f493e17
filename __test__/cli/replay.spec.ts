import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Project } from './project.js'

const TOOLS = `
import { tool } from 'monty-node'
const input = { type: 'object', properties: { of: { type: 'string' } }, required: ['of'] }
export const price = tool({ input, output: { type: 'integer' }, execute: async ({ of }) => of.length })
export const pay = tool({ input: { type: 'object' }, needsApproval: true, execute: () => 'paid' })
export const never = () => new Promise(() => setInterval(() => {}, 1000))
`

const SUM = 'import random\nprint("adding")\nawait price("tea") + random.randint(1, 6)'

let project: Project
beforeAll(async () => {
  await Project.build()
  project = new Project({
    'tools.mjs': TOOLS,
    'sum.py': SUM,
    'dearer.py': SUM.replace('"tea"', '"milk"'),
    'none.py': 'class X(metaclass=Y): pass\n"',
    'fails.py': 'cents = await price("tea")\ncents / 0',
    'repaired.py': 'cents = await price("tea")\ncents / 1',
    'pay.py': 'print("asking")\nawait pay()',
    'waits.py': 'print("begun")\nawait never()',
    'inputs.json': '{"a":1}',
  })
  await project.run(['run', 'sum.py', '-t', 'tools.mjs', '--record', 'sum.json'])
}, 300_000)
afterAll(() => project[Symbol.dispose]())

const read = (name: string): string => readFileSync(join(project.folder, name), 'utf8')

describe.concurrent('monty-node replay', { timeout: 60_000 }, () => {
  it('does what was recorded, without the tools', async () => {
    const { value } = (JSON.parse(read('sum.json')) as { outcome: { value: number } }).outcome
    expect(await project.run(['replay', 'sum.json'])).toEqual({
      code: 0,
      stdout: `adding\n${value}\n`,
      stderr: 'as recorded\n',
    })
    const isolated = ['replay', '-', '--isolation', 'process']
    expect(await project.run(isolated, { stdin: read('sum.json') })).toMatchObject({
      code: 0,
      stderr: 'as recorded\n',
    })
  })

  it('tells where another program first does otherwise', async () => {
    const ran = await project.run(['replay', 'sum.json', '--code', 'dearer.py'])
    expect(ran.code).toBe(6)
    expect(ran.stdout).toBe('adding\n')
    expect(ran.stderr).toContain('the recording has no answer to price("milk")')
    expect(ran.stderr).toContain(
      'divergence: line 3: price("milk"), where price("tea") was recorded\n' +
        '  File "dearer.py", line 3\n    await price("milk") + random.randint(1, 6)\n',
    )
    const same = await project.run(['replay', 'sum.json', '--code', '-'], {
      stdin: `# The same.\n${SUM}`,
    })
    expect(same).toMatchObject({ code: 0, stderr: 'as recorded\n' })
  })

  it('tells a program that is none from one that does otherwise', async () => {
    const ran = await project.run(['replay', 'sum.json', '--code', 'none.py'])
    expect(ran).toMatchObject({ code: 3, stdout: '' })
    expect(ran.stderr).toContain('File "none.py", line 2')
  })

  it('tells all that as JSON', async () => {
    const args = ['replay', 'sum.json', '--json', '--code']
    const same = await project.run([...args, 'sum.py'])
    expect(same.stderr).toBe('')
    expect(JSON.parse(same.stdout)).toMatchObject({
      divergence: null,
      status: 'ok',
      stdout: 'adding\n',
      calls: [{ name: 'price', args: ['tea'], status: 'ok' }],
    })
    const other = await project.run([...args, 'dearer.py'])
    expect(other.code).toBe(6)
    expect(JSON.parse(other.stdout)).toMatchObject({
      divergence: { in: 'call', line: 3, actual: { name: 'price', args: ['milk'] } },
      status: 'error',
    })
  })

  it('has runs that failed, which a changed program need not do', async () => {
    const args = ['run', 'fails.py', '-t', 'tools.mjs', '--record', 'fails.json']
    expect(await project.run(args)).toMatchObject({ code: 1 })
    const again = await project.run(['replay', 'fails.json'])
    expect(again).toMatchObject({ code: 0, stdout: '' })
    expect(again.stderr).toMatch(/ZeroDivisionError: division by zero\nas recorded\n$/)
    expect(again.stderr).toContain('File "fails.py", line 2')
    const repaired = await project.run(['replay', 'fails.json', '--code', 'repaired.py'])
    expect(repaired).toMatchObject({ code: 6, stdout: '3\n' })
    expect(repaired.stderr).toMatch(/^divergence: it came to .*"ok".*division by zero/)
  })

  it('has runs over their approvals', async () => {
    const args = ['run', 'pay.py', '-t', 'tools.mjs', '--approve', 'all', '--record', 'pay.json']
    expect(await project.run(args)).toMatchObject({ code: 0, stdout: 'asking\npaid\n' })
    expect(await project.run(['replay', 'pay.json'])).toMatchObject({
      code: 0,
      stdout: 'asking\npaid\n',
    })
  })

  it.skipIf(process.platform === 'win32')('has runs that Ctrl-C ended', async () => {
    const args = ['run', 'waits.py', '-t', 'tools.mjs', '--record', 'waits.json']
    const { child, ran, ended } = project.begin(args)
    while (!ran.stdout.includes('begun')) await sleep(20)
    await sleep(100)
    child.kill('SIGINT')
    expect(await ended).toMatchObject({ code: 130 })
    expect(await project.run(['replay', 'waits.json'])).toMatchObject({
      code: 0,
      stdout: 'begun\n',
      stderr:
        'Traceback (most recent call last):\n  File "waits.py", line 2, waiting for never()\n' +
        '    await never()\n          ~~~~~~~\nKeyboardInterrupt\n' +
        'as recorded, up to where it was ended from outside\n',
    })
  })

  it('refuses what is no recording, or not a whole one', async () => {
    project.write('cut.json', read('sum.json').slice(0, 900))
    project.write('edited.json', read('sum.json').replace('"kind":"function"', '"kind":"funtion"'))
    project.write('other.json', '{"name":"something"}')
    const refusals: ReadonlyArray<readonly [string, string]> = [
      ['cut.json', 'the recording cut.json is cut or damaged: '],
      ['edited.json', 'edited.json: the recording is damaged: answers['],
      ['other.json', 'other.json is no recording: run a program with --record FILE to have one'],
      ['sum.py', 'sum.py is no recording: run a program with --record FILE to have one'],
      ['nothing.json', 'there is no file nothing.json'],
    ]
    for (const [file, said] of refusals) {
      const ran = await project.run(['replay', file])
      expect(ran, file).toMatchObject({ code: 2, stdout: '' })
      expect(ran.stderr).toContain(`monty-node: ${said}`)
    }
  })

  it('has a page made of it, and of nothing else', async () => {
    const piped = await project.run(['report', 'sum.json', '-o', '-'])
    expect(piped.stdout).toMatch(/^<!doctype html>/i)
    const other = await project.run(['report', 'inputs.json'])
    expect(other).toEqual({
      code: 2,
      stdout: '',
      stderr:
        'monty-node: inputs.json is no recording: run a program with --record FILE to have one\n',
    })
    const page = await project.run(['report', '-'], { stdin: read('sum.json') })
    expect(page).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/^<!doctype html>/) as string,
    })
  })

  it('is refused a place for the recording before the program runs', async () => {
    const args = ['run', 'sum.py', '-t', 'tools.mjs', '--record', 'no/such/folder/sum.json']
    expect(await project.run(args)).toEqual({
      code: 2,
      stdout: '',
      stderr:
        'monty-node: --record: no/such/folder/sum.json cannot be written: there is no folder no/such/folder\n',
    })
  })
})
