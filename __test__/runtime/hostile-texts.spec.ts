import { describe, expect, it } from 'vitest'
import { Monty, type RunAsyncOptions } from '../../src/index.js'
import { reboundNames } from '../../src/core/type-check/rebinding.js'
import { MemoryFileSystem, tool } from '../../src/host/index.js'
import { MontyRuntime, pythonTool } from '../../src/runtime/index.js'

/** Far more than any text takes, on a busy machine too; what goes by squares takes far longer still. */
const MOST_MS = 2_000
const SOURCE_CHARACTERS = 200 * 1024
const MESSAGE_CHARACTERS = 1024 * 1024

/** What expressions over programs and messages could be led astray by, again and again. */
const TOKENS = [
  ['for ', 'for(a,', 'in ', 'as ', 'await ', 'raise ', 'class ', 'class A(', 'async ', 'del '],
  ['import a,', 'import a1\n', 'from a import ', 'import constructor\n', 'yield ', 'print '],
  ['[1]', 'a[', '[', '(', '{', 'a ', 'a', 'a.', 'a.b(', 'a: ', 'a:', 'x=', 'x = ', '1', '9.'],
  ['|= ', '.update(', 'key=a.', 'map(a.', 'AError(', 'AError("', "AError('", ' ', '\t', '*', ','],
  ['\n', ' \n', '\r', '\\', '"', "'", '`', "'a'", '```\n', '~~~ ', '=> ', '% ', '!'],
  [
    'xpected `list[',
    'of type `dict[',
    'JSONEncoder',
    'found `',
    ' | None',
    "'[<>]=?'",
    '<coroutine ',
  ],
  ['ä', '\u{1d4d0}', '\u0130', 'aA', '<', '\u001b[1m', '/', '../', '/a'],
].flat()

const repeated = (token: string, characters: number): string =>
  token.repeat(Math.ceil(characters / token.length))

/** The longest time that nothing else came to its turn. */
async function longestPause(action: () => Promise<unknown>): Promise<number> {
  let [last, longest] = [performance.now(), 0]
  const look = (): void => {
    const now = performance.now()
    longest = Math.max(longest, now - last)
    last = now
  }
  const timer = setInterval(look, 2)
  try {
    await action()
  } finally {
    clearInterval(timer)
    look()
  }
  return longest
}

const LIMITS = { maxDurationMs: 1_000, maxMemoryBytes: 64 * 1024 * 1024 }
let thrown = ''
const tools = {
  search: tool({
    input: { type: 'object', properties: { query: { type: 'string' } }, required: ['query'] },
    execute: () => {
      throw new TypeError(thrown)
    },
  }),
}
const checked = pythonTool(
  new MontyRuntime({ isolation: 'none', tools, limits: LIMITS, typeCheck: true }),
)
const unchecked = pythonTool(
  new MontyRuntime({ isolation: 'none', tools, limits: LIMITS, typeCheck: false }),
)

const FAILURES = [
  'None.x',
  '{}.get',
  '{}["a"]',
  'a1b2',
  '[].push(1)',
  'import nothing',
  'from os import nothing',
  'sum(["a"])',
  'search(1)',
]
const EXCEPTIONS = (
  'KeyError AttributeError NameError TypeError ValueError OSError ' +
  'ModuleNotFoundError ImportError NotImplementedError SyntaxError IndexError ' +
  'FileNotFoundError PermissionError RuntimeError'
).split(' ')

/** Programs that hold a text in one way or another, and then fail in one of many ways. */
function programsWith(token: string, index: number): string[] {
  const text = repeated(token, SOURCE_CHARACTERS)
  const onOneLine = text.replaceAll(/[\r\n]/g, ' ')
  const literal = JSON.stringify(onOneLine)
  const [failure = '', other = ''] = [0, 4].map((by) => FAILURES[(index + by) % FAILURES.length])
  return [
    text,
    `${failure}\n${text}`,
    `${failure}  # ${onOneLine}`,
    `x = ${literal}; ${other}`,
    `def f():\n    """${text.replaceAll(/["\\]/g, ' ')}"""\n${failure}`,
  ]
}

async function slow(programs: readonly string[], of: typeof checked): Promise<string[]> {
  const found: string[] = []
  for (const code of programs) {
    const ms = await longestPause(() => of.execute({ code }))
    if (ms > MOST_MS) found.push(`${Math.round(ms)} ms: ${code.slice(0, 80)}`)
  }
  return found
}

describe.each(TOKENS.map((token, index) => [token, index] as const))(
  '%j again and again',
  (token, index) => {
    it('in a program does not hold up the host', async () => {
      expect(await slow(programsWith(token, index), unchecked)).toEqual([])
    })

    it('in a program whose types are checked does not hold up the host', async () => {
      expect(await slow(programsWith(token, index), checked)).toEqual([])
    })

    it('in the message of an exception does not hold up the host', async () => {
      const times = Math.ceil(MESSAGE_CHARACTERS / token.length)
      const text = `"'" + ${JSON.stringify(token)} * ${times}`
      const programs = EXCEPTIONS.flatMap((type, at) =>
        at % 4 === index % 4
          ? [`if True: raise ${type}(${text} + "'")`, `raise ${type}(${text})`]
          : [],
      )
      expect(
        await slow(
          [...programs, `{}[${text}]`, `getattr([], ${text})`, `print(${text})\n{}[1]`],
          unchecked,
        ),
      ).toEqual([])
    })

    it('in what a tool throws does not hold up the host', async () => {
      thrown = repeated(token, MESSAGE_CHARACTERS)
      expect(await slow(['await search("a")'], unchecked)).toEqual([])
    })
  },
)

describe.each(TOKENS.map((token) => [token]))('%j again and again, after earlier code', (token) => {
  it('is searched at once for names that it gives other values', async () => {
    const text = repeated(token, SOURCE_CHARACTERS)
    const ms = await longestPause(async () => reboundNames(text, 'x = 1'))
    expect(ms).toBeLessThan(MOST_MS)
  })
})

describe('what Python gives the host', () => {
  const run = async (code: string, options: RunAsyncOptions = {}): Promise<unknown> => {
    let value: unknown = undefined
    const ms = await longestPause(async () => {
      value = await new Monty(code).runAsync(options)
    })
    expect(ms).toBeLessThan(MOST_MS)
    return value
  }

  it.each([
    ['is made', 'mkdir(parents=True)', 'OSError'],
    // As CPython: no file has a name as long.
    ['is read', 'read_text()', 'OSError'],
    ['is written', 'write_text("x")', 'OSError'],
    ['is looked for', 'exists()', 'OSError'],
  ])('may be a path of very many names, which %s', async (_, call, told) => {
    const code = `from pathlib import Path
try:
    told = str(Path('/' + 'a/' * 100_000).${call})
except Exception as error:
    told = type(error).__name__
told`
    expect(await run(code, { files: new MemoryFileSystem() })).toBe(told)
  })

  it.each([0, 1, 7, 999_999])('may be bytes that are no text after the first %i', async (at) => {
    const code = `from pathlib import Path
Path('/a').write_bytes(b'a' * ${at} + b'\\xff' + b'a' * ${999_999 - at})
try:
    Path('/a').read_text()
except UnicodeDecodeError as error:
    told = str(error)
told`
    expect(await run(code, { files: new MemoryFileSystem() })).toBe(
      `'utf-8' codec can't decode byte 0xff in position ${at}: invalid start byte`,
    )
  })

  it('may be very many items that must all be different', async () => {
    const count = tool({
      input: {
        type: 'object',
        properties: { rows: { type: 'array', uniqueItems: true } },
        required: ['rows'],
      },
      execute: ({ rows }: { rows: unknown[] }) => rows.length,
    })
    const options = { externalFunctions: { count } }
    expect(await run('await count([{"id": i} for i in range(100_000)])', options)).toBe(100_000)
    for (const twice of [
      '[1], [1]',
      '{"a": 1, "b": [2]}, {"b": [2], "a": 1}',
      '1, 2, 1',
      '"a", "a"',
    ]) {
      await expect(run(`await count([${twice}])`, options)).rejects.toThrow('same item twice')
    }
    for (const apart of [
      '"1", 1',
      '[1, 2], [[1], 2]',
      '["a,b"], ["a", "b"]',
      'None, "null", False',
      '{}, []',
    ]) {
      expect(await run(`await count([${apart}])`, options)).toBeGreaterThan(1)
    }
  })

  it.each(['constructor', 'toString', '__proto__', 'hasOwnProperty'])(
    'may be called %s, as something of all objects is',
    async (name) => {
      for (const code of [
        `class ${name}:\n    pass\n${name}().x`,
        `import ${name}`,
        name,
        `raise NameError("name '${name}' is not defined")`,
      ]) {
        for (const of of [checked, unchecked]) {
          const { status, hint = '' } = await of.execute({ code })
          expect(['error', 'type', 'unsupported']).toContain(status)
          expect(hint).not.toMatch(/native code|\[object|undefined/)
        }
      }
      expect(await unchecked.execute({ code: name })).toMatchObject({ status: 'error' })
    },
  )
})
