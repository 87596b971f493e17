import { describe, expect, test } from 'vitest'
import {
  type DiagnosticFormat,
  Monty,
  MontySession,
  MontySyntaxError,
  MontyTypingError,
} from 'monty-node'
import { caught, rejection } from '../support/caught.js'

const stubs = 'def search(query: str, limit: int = 10) -> list[str]: ...\n'
const wrong = 'x = 1\nhits = search(5)\nhits.upper()'
const findings = (code = wrong): MontyTypingError =>
  caught(() => new Monty(code, { scriptName: 'job.py' }).typeCheck(stubs), MontyTypingError)

describe('type checking', () => {
  test('passes what is right', () => {
    expect(new Monty('search("a", limit=3)[0].upper()').typeCheck(stubs)).toBe(undefined)
    expect(new Monty('x: int = 1').typeCheck()).toBe(undefined)
  })

  test('tells each finding with its rule and place', () => {
    const { diagnostics } = findings()
    expect(diagnostics).toHaveLength(2)
    expect(diagnostics[0]).toEqual({
      code: 'invalid-argument-type',
      severity: 'error',
      message: expect.stringContaining('Argument to function `search` is incorrect'),
      filename: 'job.py',
      line: 2,
      column: 15,
      endLine: 2,
      endColumn: 16,
    })
    expect(diagnostics[1]).toMatchObject({ code: 'unresolved-attribute', line: 3, column: 1 })
  })

  test('has a message with a line for each finding', () => {
    const lines = findings().message.split('\n')
    expect(lines).toHaveLength(2)
    expect(lines[0]).toMatch(/^job\.py:2:15: Argument to function .* \[invalid-argument-type\]$/)
    expect(findings().exception.typeName).toBe('MontyTypingError')
  })

  test('does not know names that nobody declares', () => {
    const { diagnostics } = findings('missing()')
    expect(diagnostics[0]).toMatchObject({ code: 'unresolved-reference', line: 1 })
  })

  test('lets inputs be anything, unless the stubs declare them', () => {
    const monty = new Monty('rows.anything + 1', { inputs: ['rows'] })
    expect(monty.typeCheck()).toBe(undefined)
    const error = caught(() => monty.typeCheck('rows: list[int]\n'), MontyTypingError)
    expect(error.diagnostics[0]?.code).toBe('unresolved-attribute')
  })

  test('uses the stubs of the program, unless it is given others', () => {
    const monty = new Monty('search(5)', { typeStubs: stubs })
    expect(caught(() => monty.typeCheck(), MontyTypingError).diagnostics).toHaveLength(1)
    expect(monty.typeCheck('def search(query: int) -> None: ...')).toBe(undefined)
  })

  test('does not see what another check declared', () => {
    new Monty('search("a")').typeCheck(stubs)
    expect(
      caught(() => new Monty('search("a")').typeCheck(''), MontyTypingError).diagnostics[0],
    ).toMatchObject({ code: 'unresolved-reference' })
  })

  test('lets no program import the declarations of another one, or its own', () => {
    new Monty('search("a")').typeCheck(stubs)
    for (const name of ['__host__', '__program__', 'job']) {
      const { diagnostics } = findings(`import ${name}`)
      expect(diagnostics).toMatchObject([{ code: 'unresolved-import', line: 1 }])
    }
  })

  test('goes on after more declarations than it keeps', () => {
    const check = (index: number, argument: string): void =>
      new Monty(`f${index}(${argument})`).typeCheck(`def f${index}(x: int) -> None: ...`)
    for (let index = 0; index < 300; index++) {
      expect(check(index, '1')).toBe(undefined)
    }
    for (const index of [0, 255, 256, 299, 300]) {
      expect(() => check(index, '"one"')).toThrow(MontyTypingError)
    }
  })

  test('reports a list of the wrong literals, but not one of values that may be right', () => {
    const typeStubs = 'def tag(names: list[str]) -> None: ...\n'
    const wrongLists = ['[1, 2]', '["a", 2]', "['a', None]", '[True]', '[[]]', '[-1, 1.5]']
    for (const list of wrongLists) {
      const code = `1\ntag(names=${list})`
      const error = caught(() => new Monty(code).typeCheck(typeStubs), MontyTypingError)
      expect(error.diagnostics).toMatchObject([{ code: 'invalid-argument-type', line: 2 }])
    }
    const right = ['[]', '["a"]', '["1", "b, c"]', '[row["name"], row["name"].upper()]']
    for (const list of right) {
      const code = `row = {"name": "ada", "age": 36}\ntag(names=${list})`
      expect(new Monty(code).typeCheck(typeStubs)).toBe(undefined)
    }
  })

  test('runs nothing', () => {
    expect(new Monty('while True:\n    pass').typeCheck()).toBe(undefined)
  })

  test('reports what is wrong with stubs that are no Python', () => {
    const error = caught(() => new Monty('1').typeCheck('x: int\ndef f(: ...'))
    expect(error.code).toBe('MONTY_USAGE')
    expect(error.message).toMatch(/the stubs are not Python: Expected/)
  })
})

describe('findings can be displayed in the format', () => {
  const shapes: Record<DiagnosticFormat, RegExp> = {
    full: /error\[invalid-argument-type\][^]*--> job\.py:2:15[^]*hits = search\(5\)/,
    concise: /^job\.py:2:15: error\[invalid-argument-type\] /m,
    azure: /^##vso\[task\.logissue type=error;sourcepath=.*job\.py;linenumber=2;columnnumber=15/m,
    json: /"invalid-argument-type"/,
    jsonlines: /^\{.*"invalid-argument-type".*\}$/m,
    rdjson: /"source":/,
    pylint: /^job\.py:2: \[invalid-argument-type\]/m,
    gitlab: /"check_name"/,
    github: /^::error .*file=.*job\.py,line=2/m,
  }
  const formats = Object.keys(shapes) as DiagnosticFormat[]

  test.each(formats)('%s', (format) => {
    const text = findings().displayDiagnostics(format)
    expect(text).toMatch(shapes[format])
    expect(text).not.toContain('\u001B[')
  })

  test.each(['json', 'rdjson', 'gitlab'] as const)('%s, which is JSON', (format) => {
    const parsed = JSON.parse(findings().displayDiagnostics(format)) as object
    expect(Object.keys(parsed).length).toBeGreaterThan(0)
  })

  test('jsonlines, a finding a line', () => {
    const lines = findings().displayDiagnostics('jsonlines').trim().split('\n')
    expect(lines.map((line) => (JSON.parse(line) as { code: string }).code)).toEqual([
      'invalid-argument-type',
      'unresolved-attribute',
    ])
  })

  test('full, by default, and with colours', () => {
    const error = findings()
    expect(error.displayDiagnostics()).toBe(error.displayDiagnostics('full', false))
    expect(error.displayDiagnostics('full', true)).toContain('\u001B[')
  })

  test('full, of what is reported, without advice on an installation of Python', () => {
    const code = 'import numpy\nmax(1, "a")\nx: int = "b"'
    for (const color of [false, true]) {
      const text = caught(() => new Monty(code).typeCheck(), MontyTypingError).displayDiagnostics(
        'full',
        color,
      )
      expect(text).toContain('numpy')
      expect(text).toContain('is not assignable to')
      expect(text).not.toMatch(/Searched in|first-party|vendored|Python environment/)
    }
  })

  test('with the place of a declaration, in declarations that have a plain name', () => {
    const text = findings().displayDiagnostics('full')
    expect(text).toMatch(/--> __host__\.pyi:\d+:5/)
    expect(text).not.toMatch(/__host_[0-9a-f]/)
  })

  test('none other', () => {
    const error = findings()
    expect(() => error.displayDiagnostics('html' as never)).toThrow(/html/)
  })
})

describe('type checking on another thread', () => {
  test('finds the same', async () => {
    const monty = new Monty(wrong, { scriptName: 'job.py' })
    const error = await rejection(monty.typeCheckAsync(stubs), MontyTypingError)
    expect(error.diagnostics).toEqual(findings().diagnostics)
    expect(error.message).toBe(findings().message)
    expect(error.displayDiagnostics('concise')).toBe(findings().displayDiagnostics('concise'))
    expect(await new Monty('1').typeCheckAsync()).toBe(undefined)
  })

  test('of many programs at once keeps them apart', async () => {
    const checks = Array.from({ length: 20 }, async (_, index) => {
      const monty = new Monty(`x: int = ${index % 2 === 0 ? '"a"' : index}`, {
        scriptName: `p${index}.py`,
      })
      return monty.typeCheckAsync().then(
        () => 'fine',
        (error: MontyTypingError) => error.diagnostics[0]?.filename,
      )
    })
    expect(await Promise.all(checks)).toEqual(
      checks.map((_, index) => (index % 2 === 0 ? `p${index}.py` : 'fine')),
    )
  })
})

describe('a program made with typeCheck: true', () => {
  test('is checked against its stubs and inputs', async () => {
    const options = { typeCheck: true, typeStubs: stubs, inputs: ['q'] }
    const externalFunctions = { search: () => ['hit'] }
    const monty = new Monty('search(q)[0]', options)
    expect(monty.run({ inputs: { q: 'x' }, externalFunctions })).toBe('hit')
    expect(caught(() => new Monty('search(5)', options))).toBeInstanceOf(MontyTypingError)
    expect(await rejection(Monty.create('search(5)', options))).toBeInstanceOf(MontyTypingError)
    expect(await Monty.create('search(q)', options)).toBeInstanceOf(Monty)
  })

  test('is a syntax or a typing error when it is not Python', () => {
    const error = caught(() => new Monty('x = = 1', { typeCheck: true }))
    expect(['MONTY_SYNTAX', 'MONTY_TYPING']).toContain(error.code)
  })

  test('may await at the top level', () => {
    const typeStubs = 'async def fetch(id: int) -> str: ...\n'
    expect(new Monty('(await fetch(1)).upper()', { typeCheck: true, typeStubs })).toBeDefined()
    const gather = 'import asyncio\nawait asyncio.gather(fetch(1), fetch(2))'
    expect(new Monty(gather, { typeCheck: true, typeStubs })).toBeDefined()
  })
})

describe('a source that is too deep to be compiled', () => {
  test.each([
    ['a sum', `1${'+1'.repeat(60_000)}`],
    ['calls of calls', `f${'()'.repeat(60_000)}`],
    ['subscripts', `a${'[1]'.repeat(60_000)}`],
    ['alternatives', `a${' or a'.repeat(40_000)}`],
    ['attributes', `a${'.a'.repeat(60_000)}`],
    ['branches', `if a:\n  1${'\nelif a:\n  1'.repeat(20_000)}`],
    [
      'a sum behind what cannot be compiled',
      `class A(B, metaclass=C): pass\n1${'+1'.repeat(60_000)}`,
    ],
  ])('is refused by the compiler before it is checked: %s', async (_, code) => {
    const began = performance.now()
    const error = await rejection(Monty.create(code, { typeCheck: true }), MontySyntaxError)
    expect(error.message).toMatch(/too deeply nested|too large|NotImplementedError/)
    expect(performance.now() - began).toBeLessThan(5_000)
    using session = new MontySession({ typeCheck: true })
    await rejection(session.feedAsync(code), MontySyntaxError)
  })
})
