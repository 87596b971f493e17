import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { MemoryFileSystem, Monty, MontyTypingError, MountDir, PythonModule, tool } from 'monty-node'
import { describe, expect, it } from 'vitest'
import { COMMANDS } from '../../src/cli/repl/commands.js'
import { completionOf, type Known } from '../../src/cli/repl/completer.js'
import type { ReplContext } from '../../src/cli/repl/context.js'
import { History } from '../../src/cli/repl/history.js'
import { indentAfter, isComplete } from '../../src/cli/repl/input-end.js'
import { Inspector } from '../../src/cli/repl/inspector.js'
import { keepingLast } from '../../src/cli/repl/last-expression.js'
import { TYPE_MEMBERS } from '../../src/cli/repl/member-names.js'
import { Workspace } from '../../src/cli/repl/workspace.js'

const values = async (workspace: Workspace, ...statements: string[]): Promise<unknown[]> => {
  const answers: unknown[] = []
  for (const statement of statements) {
    const answer = await workspace.evaluate(statement)
    answers.push(answer.kind === 'nothing' ? undefined : answer.text)
  }
  return answers
}

describe('where a statement ends', () => {
  it.each([
    ['x = 1', true],
    ['f(1,', false],
    ['text = """one', false],
    ['x = 1 + \\', false],
    ['if x:', false],
    ['if x:\n    y = 1', false],
    ['if x:\n    y = 1\n', true],
    ['d = {\n    "a": 1,\n}', true],
    ['@cache', false],
    ['x = [1]  # if:', true],
    ['x = {"a":', false],
    // What no further line would mend.
    ['if:', true],
    ['for in y:', true],
    ['if x:\n    y = = 1', true],
    ['f(1 2,', true],
    ['try:\n    x', false],
    ['match x:', false],
    ['if x:  # a note', false],
    ['def f():\n    def g():\n        nonlocal x', false],
    ['print("a"', false],
    ["text = f'''{", false],
  ])('%j: %s', (text, expected) => {
    expect(isComplete(text)).toBe(expected)
  })

  it('indents the next line as Python is written', () => {
    expect(indentAfter('def f():')).toBe('    ')
    expect(indentAfter('    if x:')).toBe('        ')
    expect(indentAfter('    return 1')).toBe('')
    expect(indentAfter('x = d[1:')).toBe('')
  })
})

describe('a workspace', () => {
  it('shows values as Python does, and keeps the last one as the object it is', async () => {
    const workspace = new Workspace({})
    const answers = await values(
      workspace,
      'class P:\n    def __init__(self):\n        self.n = 7\n',
      'P()',
      '_.n',
      '{1: 2.0}; None',
      '_ + 1',
      '"a"; [_, "b"]',
    )
    expect(answers[1]).toMatch(/^<P object at/)
    expect([answers[0], ...answers.slice(2)]).toEqual([undefined, '7', undefined, '8', "[8, 'b']"])
  })

  it('shows tracebacks of what was typed, and not of what it became', async () => {
    const [text] = await values(new Workspace({}), 'x = 1; y = x\n(x +\n 1/0)')
    expect(text).toMatch(/ {4}1\/0\)\n {4}~~~\nZeroDivisionError: division by zero$/)
    const [line] = await values(new Workspace({}), '1/0')
    expect(line).toMatch(/\n {4}1\/0\n {4}~~~\nZeroDivisionError/)
  })

  it('takes no assignment, statement or string for an expression', () => {
    const isExpression = (text: string): boolean => !text.includes('import')
    expect(keepingLast('x = "a;b"', () => false)).toEqual({ code: 'x = "a;b"', line: undefined })
    expect(keepingLast('"a;b"', isExpression)).toEqual({ code: '_it_ = "a;b"', line: 1 })
    expect(keepingLast('a = 1;  b', isExpression).code).toBe('a = 1;  _it_ = b')
    expect(keepingLast('f(\n  1)', isExpression).code).toBe('_it_ = f(\n  1)')
  })

  it('shows texts as Python writes them', async () => {
    const written = [
      String.raw`'\x00\x08\x7f\xa0\xad'`,
      String.raw`'\t\n\r\\'`,
      String.raw`'\u200b\U000e0001é'`,
      `"it's"`,
      String.raw`'"it\'s"'`,
    ]
    expect(await values(new Workspace({}), ...written)).toEqual(written)
  })

  it('goes back, forks, and goes on with what was saved', async () => {
    const workspace = new Workspace({})
    await values(workspace, 'x = 1', 'x = 2')
    expect(workspace.undo()).toBe(true)
    expect(await values(workspace, 'x')).toEqual(['1'])
    expect(workspace.fork('other')).toBe('made')
    await values(workspace, 'x = 50')
    workspace.fork('main')
    expect(await values(workspace, 'x')).toEqual(['1'])
    const bytes = workspace.dump('a secret of at least 16 bytes')
    await values(workspace, 'x = 99')
    workspace.load(bytes, 'a secret of at least 16 bytes')
    expect(await values(workspace, 'x')).toEqual(['1'])
    expect(() => workspace.load(bytes, 'another secret of 16 bytes')).toThrow(
      'not written with this key',
    )
  })

  it('is where it was when a limit ends a statement', async () => {
    const workspace = new Workspace({ limits: { maxDurationMs: 50 } })
    const answers = await values(workspace, 'x = 1', 'x = 2\nwhile True: pass\n', 'x')
    expect(answers[1]).toMatch(/line 2, in <module>\n[^]*\nTimeoutError: time limit exceeded/)
    expect(answers[2]).toBe('1')
  })
})

describe('completion', () => {
  const forecast = tool({
    description: 'The highs of the coming days.',
    input: { type: 'object', properties: { city: { type: 'string' }, days: { type: 'integer' } } },
    execute: () => 1,
  })
  const crm = new PythonModule({ find: () => 1, deals: new PythonModule({ create: () => 1 }) })
  const reach = { tools: { forecast }, modules: { crm } }
  const workspace = new Workspace({ externalFunctions: reach.tools, modules: reach.modules })
  const inspector = new Inspector(workspace, reach)
  const known: Known = {
    ...reach,
    importable: ['math', 'json'],
    commands: [':type', ':tools'],
    sources: () => workspace.sources,
    bound: (names) => inspector.bound(names),
    members: (expression) => inspector.members(expression),
  }
  const complete = async (text: string): Promise<readonly string[]> =>
    (await completionOf(text, known)).candidates

  it('knows names, members, modules, tools and keyword arguments', async () => {
    await values(
      workspace,
      'import math',
      'text = "abc"',
      'def scale(value, by=2):\n    return value * by\n',
    )
    await values(
      workspace,
      'class Point:\n    def __init__(self):\n        self.left = 1\n    def move(self): pass\n',
      'p = Point()',
    )
    expect(await complete('fore')).toEqual(['forecast'])
    expect(await complete('x = sca')).toEqual(['scale'])
    expect(await complete('forecast(city="a", d')).toEqual(['days='])
    expect(await complete('scale(1, b')).toEqual(['by='])
    expect(await complete('text.spl')).toEqual(['split', 'splitlines'])
    expect(await complete('math.sq')).toEqual(['sqrt'])
    expect(await complete('p.')).toEqual(['left', 'move'])
    expect(await complete('import js')).toEqual(['json'])
    expect(await complete('import c')).toEqual(['crm'])
    expect(await complete('crm.deals.c')).toEqual(['create'])
    expect(await complete('from math import sq')).toEqual(['sqrt'])
    expect(await complete(':t')).toEqual([':tools', ':type'])
    expect(await complete('"fore')).toEqual([])
    expect(await complete('nothing.a')).toEqual([])
  })

  it('says no more than what may stand there', async () => {
    const names = await complete('x = ')
    expect(names).toEqual(expect.arrayContaining(['crm', 'forecast', 'math', 'scale', 'text']))
    // Parameters of what was typed stand for nothing, and Python's own names everybody knows.
    for (const name of ['value', 'by', 'self', 'print', 'lambda']) expect(names).not.toContain(name)
    expect(await complete('scale(')).toEqual(['by=', 'value='])
    expect(await complete('forecast(city="Lima", ')).toEqual(['days='])
    expect(await complete('def twice(number): return num')).toEqual(['number'])
    expect(await complete('scale(value=1, val')).toEqual([])
    expect(await complete('pri')).toEqual(['print'])
  })

  it('knows the members of literals, calls and items, without doing anything', async () => {
    expect(await complete('"abc".st')).toEqual(['startswith', 'strip'])
    expect(await complete('x = f"{text}".up')).toEqual(['upper'])
    expect(await complete('b"abc".de')).toEqual(['decode'])
    expect(await complete('[1, 2].ap')).toEqual(['append'])
    expect(await complete('{"a": 1}.it')).toEqual(['items'])
    expect(await complete('text.split(",").ap')).toEqual(['append'])
    expect(await complete('text.split(",")[0].upp')).toEqual(['upper'])
    expect(await complete('print("called").st')).toEqual([])
    expect(await complete('nothing().st')).toEqual([])
    expect(await complete('1.')).toEqual([])
  })

  it('does nothing to the session: what it looks at is a copy', async () => {
    await values(
      workspace,
      'class Odd:\n    @property\n    def rim(self):\n        print("read")\n        return 1\n',
      'o = Odd()',
    )
    expect(await complete('o.r')).toEqual(['rim'])
    expect(inspector.typeOf('list(text)')).toBe('list[str]')
    expect(inspector.describe('scale')).toBe('def scale(value, by=2):')
    expect(inspector.describe('forecast')).toContain('"""The highs of the coming days."""')
    expect(inspector.describe('len')).toBe(
      'def len(obj: Sized, /) -> int\n    """How many items there are."""',
    )
    expect(inspector.describe('nothing')).toBe('Name `nothing` used when not defined')
  })

  it('has a word on all that is always there', () => {
    const [first, second, ...rest] = inspector.describe('print').split('\n')
    expect(first).toMatch(/^def print\(\*values: object, .*\) -> None$/)
    expect(second).toMatch(/^def print\(.*, flush: bool\) -> None$/)
    expect(rest).toEqual([
      '    """Writes values as text, with sep between them and end behind them."""',
    ])
    for (const name of ['len', 'print', 'sorted', 'zip', 'open', 'isinstance']) {
      expect(inspector.describe(name)).toMatch(/\n {4}"""[A-Z].*\."""$/)
    }
  })

  it('has members for types that the checker knows them for', () => {
    const samples: Readonly<Record<string, string>> = {
      str: '""',
      bytes: 'b""',
      list: '[1]',
      tuple: '(1,)',
      dict: '{1: 2}',
      set: '{1}',
      frozenset: 'frozenset()',
      int: 'int("1")',
      float: 'float("1")',
      datetime: 'datetime.datetime.now()',
      date: 'datetime.date.today()',
      timedelta: 'datetime.timedelta()',
      PosixPath: 'pathlib.Path()',
    }
    expect(Object.keys(samples)).toEqual(Object.keys(TYPE_MEMBERS))
    const lines = Object.entries(TYPE_MEMBERS).flatMap(([type, names]) =>
      names.split(' ').map((name) => `(${samples[type]!}).${name}`),
    )
    const program = new Monty(`import datetime, pathlib\n${lines.join('\n')}`)
    const findings = (): readonly string[] => {
      try {
        program.typeCheck()
        return []
      } catch (error) {
        if (!(error instanceof MontyTypingError)) throw error
        return error.diagnostics.map(({ message }) => message)
      }
    }
    expect(findings()).toEqual([])
  })
})

it('tells the type of an expression, whatever was wrong before', async () => {
  const workspace = new Workspace({})
  const inspector = new Inspector(workspace, { tools: {}, modules: {} })
  await values(workspace, 'undefined_q', 'def f(a):\n    return a\n', '_ + 1', 'n = 3')
  expect(inspector.typeOf('f(1)')).toBe('Unknown')
  expect(inspector.typeOf('n')).toBe('Literal[3]')
  expect(inspector.typeOf('other_q')).toContain('`other_q` used when not defined')
})

it('tells the files of directories that are mounted', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'monty-node-files-'))
  writeFileSync(join(folder, 'june.csv'), 'a,b')
  const files = [new MountDir('/data', folder), new MemoryFileSystem()]
  const workspace = new Workspace({ files, cwd: '/' })
  await values(workspace, 'open("/notes.txt", "w").write("x")')
  const context = { workspace, mounted: ['/data'] } as unknown as ReplContext
  expect(await COMMANDS['files']!.run(context, '')).toBe('/data/june.csv\n/notes.txt')
  rmSync(folder, { recursive: true })
})

it('keeps what was typed in a file, one line for each, whatever is in it', () => {
  const folder = mkdtempSync(join(tmpdir(), 'monty-node-history-'))
  const file = join(folder, 'deep', 'history')
  const history = new History(file)
  for (const entry of ['x = 1', 'x = 1', 'def f():\n    return "\\n"', '  ']) history.add(entry)
  expect(new History(file).entries).toEqual(['x = 1', 'def f():\n    return "\\n"'])
  expect(readFileSync(file, 'utf8').split('\n')).toHaveLength(3)
  rmSync(folder, { recursive: true })
})
